package dev.crossfade.operator.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.operator.failure.OperatorFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
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
 *
 * <p>One writer of a file at a time: who begins takes the drafts of every other away. One that was
 * only frozen finds nothing to put in the file's place when it goes on.
 */
public final class ArchiveWriter implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String INDEX = "index.json";
  private static final String ENDING = ".json";

  private final Path file;
  private final Path drafts;
  private final Map<String, WrittenTable> tables = new TreeMap<>();
  private @Nullable TableWriter open;

  /** Begins; removes the drafts of whoever began before. */
  public ArchiveWriter(Path file) throws IOException {
    this.file = file.toAbsolutePath().normalize();
    Path folder = Objects.requireNonNull(this.file.getParent());
    String prefix = "." + this.file.getFileName() + ".draft-";
    removeDrafts(folder, prefix);
    this.drafts = Files.createTempDirectory(folder, prefix);
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
   * @throws OperatorFailure if another writer began meanwhile; the file stays as it is
   */
  public long finish() throws IOException {
    try {
      return packAndReplace();
    } catch (NoSuchFileException missing) {
      if (Files.isDirectory(drafts)) {
        throw missing;
      }
      throw OperatorFailure.refused(
              "the archive " + file + " is left as it is: another process has begun to write it",
              "what that one writes is newer; nothing else has to be done")
          .because(missing);
    }
  }

  private long packAndReplace() throws IOException {
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

  /** First out of the way of a writer that still goes on: it can put nothing into them then. */
  private static void removeDrafts(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.filter(Files::isDirectory).toList()) {
        if (String.valueOf(each.getFileName()).startsWith(prefix)) {
          removeDraft(each, folder.resolve(prefix + UUID.randomUUID()));
        }
      }
    }
  }

  private static void removeDraft(Path draft, Path aside) throws IOException {
    try {
      Files.move(draft, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException removedByItsWriter) {
      return;
    }
    remove(aside);
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
