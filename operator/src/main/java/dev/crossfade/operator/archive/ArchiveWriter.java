package dev.crossfade.operator.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive that takes the place of a file in one step, or not at all.
 *
 * <p>Tables are written one after another, each row as it comes: beside the file, in a folder of
 * its own, and packed at the end. The same tables and rows give the same bytes: tables stand in the
 * order of their names, and no time and no user stands in it.
 */
public final class ArchiveWriter implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String INDEX = "index.json";
  private static final String ENDING = ".json";

  /** The names of the drafts that this process writes: each has a part of chance. */
  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path drafts;
  private final Map<String, WrittenTable> tables = new TreeMap<>();
  private @Nullable TableWriter open;

  /** Begins; removes what an attempt that was killed has left. */
  public ArchiveWriter(Path file) throws IOException {
    this.file = file.toAbsolutePath().normalize();
    Path folder = Objects.requireNonNull(this.file.getParent());
    String prefix = "." + this.file.getFileName() + ".draft-";
    synchronized (OPEN) { // nobody may take a folder for a dead one's before it is known
      removeWhatTheDeadLeft(folder, prefix);
      this.drafts = Files.createTempDirectory(folder, prefix + ProcessHandle.current().pid() + "-");
      OPEN.add(nameOf(drafts));
    }
  }

  /** One table that is written whole, in the folder of drafts. */
  record WrittenTable(Path json, long rows, String sha256) {}

  /** Begins a table; the one before it ends. */
  public TableWriter table(ArchiveTable table) throws IOException {
    endTable();
    if (tables.containsKey(table.name())) {
      throw new IllegalArgumentException("the table " + table.name() + " was written already");
    }
    TableWriter writer =
        new TableWriter(table, drafts.resolve(tables.size() + ENDING), JSON.getFactory());
    open = writer;
    return writer;
  }

  /**
   * Ends the archive and puts it in the file's place. On return it is on disk; a crash before
   * leaves the former file whole.
   *
   * @return its size in bytes
   */
  public long finish() throws IOException {
    endTable();
    Path draft = drafts.resolve("archive");
    try (FileChannel channel =
            FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      pack(out);
      channel.force(true);
    }
    long bytes = Files.size(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
    remove(drafts);
    return bytes;
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    try {
      if (open != null) {
        open.close(); // fails again where a row could not be written
      }
    } finally {
      OPEN.remove(nameOf(drafts));
      remove(drafts);
    }
  }

  private void endTable() throws IOException {
    TableWriter last = open;
    if (last != null) {
      tables.put(last.name(), last.end());
      open = null;
    }
  }

  private void pack(OutputStream out) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
    parameters.setOperatingSystem(255); // unknown, on every machine
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    GzipCompressorOutputStream packed = new GzipCompressorOutputStream(buffered, parameters);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, "UTF-8");
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    byte[] index = index();
    begin(tar, INDEX, index.length);
    tar.write(index);
    tar.closeArchiveEntry();
    for (Map.Entry<String, WrittenTable> table : tables.entrySet()) {
      Path json = table.getValue().json();
      begin(tar, fileOf(table.getKey()), Files.size(json));
      Files.copy(json, tar);
      tar.closeArchiveEntry();
    }
    tar.finish();
    packed.finish();
    buffered.flush();
  }

  private static void begin(TarArchiveOutputStream tar, String name, long bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes);
    entry.setModTime(0);
    entry.setMode(TarArchiveEntry.DEFAULT_FILE_MODE);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }

  private byte[] index() throws IOException {
    ObjectNode index = JSON.createObjectNode();
    long rows = tables.values().stream().mapToLong(WrittenTable::rows).sum();
    index.putObject("metadata").put("totalRecords", rows);
    var entities = index.putArray("entities");
    var files = index.putArray("files");
    ObjectNode checksums = index.putObject("checksums");
    tables.forEach(
        (name, table) -> {
          entities.addObject().put("tableName", name).put("rowCount", table.rows());
          files.add(fileOf(name));
          checksums.put(fileOf(name), table.sha256());
        });
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(index);
  }

  /** A table's name may hold what no file's name should; the reader goes by what is inside. */
  private static String fileOf(String table) {
    StringBuilder name = new StringBuilder();
    table
        .codePoints()
        .forEach(
            c -> {
              if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
                name.appendCodePoint(c);
              } else {
                name.append('-').append(Integer.toHexString(c)).append('-');
              }
            });
    return name + ENDING;
  }

  private void forceFolder() throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Drafts name the process that writes them: those of others that live are left alone. A process
   * before us may have had our own number, as each start of a container has.
   */
  private static void removeWhatTheDeadLeft(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.filter(Files::isDirectory).toList()) {
        String name = nameOf(each);
        if (name.matches(Pattern.quote(prefix) + "\\d+-.*")) {
          String digits = name.substring(prefix.length(), name.indexOf('-', prefix.length()));
          long pid = Long.parseLong(digits);
          boolean ours = pid == ProcessHandle.current().pid();
          if (ours ? !OPEN.contains(name) : ProcessHandle.of(pid).isEmpty()) {
            remove(each);
          }
        }
      }
    }
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void remove(Path drafts) throws IOException {
    if (Files.isDirectory(drafts)) {
      try (Stream<Path> all = Files.list(drafts)) {
        for (Path each : all.toList()) {
          Files.deleteIfExists(each);
        }
      }
      Files.deleteIfExists(drafts);
    }
  }
}
