package dev.crossfade.extractor.archive;

import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.files.FileTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An archive in which everything was found to be as its index says. */
final class Checked {

  private final String shown;
  private final ArchiveLimits limits;
  private final Map<String, String> checksums = new TreeMap<>();
  private final Map<String, Guess> tables = new TreeMap<>();
  private @Nullable ArchiveIndex index;

  private Checked(String shown, ArchiveLimits limits) {
    this.shown = shown;
    this.limits = limits;
  }

  /**
   * Reads all of it once.
   *
   * @throws DamagedFileException with the first thing that is wrong
   */
  static Checked of(TarFiles archive, String shown, ArchiveLimits limits) {
    Checked checked = new Checked(shown, limits);
    archive.each(checked::look);
    checked.mustFitIndex();
    return checked;
  }

  List<FileTable> tables() {
    return tables.values().stream().map(Guess::table).toList();
  }

  private void look(String name, InputStream content) throws IOException {
    if (ArchiveIndex.isIndex(name)) {
      if (index != null) {
        throw damaged("entry " + name, "is a second index");
      }
      byte[] bytes = content.readNBytes(ArchiveIndex.BYTES_MAX + 1);
      if (bytes.length > ArchiveIndex.BYTES_MAX) {
        throw damaged("entry " + name, "is larger than " + ArchiveIndex.BYTES_MAX + " bytes");
      }
      index = ArchiveIndex.read(name, bytes, what -> damaged("entry " + name, what));
      return;
    }
    MessageDigest sha = sha256();
    DigestInputStream digested = new DigestInputStream(content, sha);
    new TableJson(limits, shown, name, new Guesses(name)).read(digested);
    digested.transferTo(OutputStream.nullOutputStream());
    checksums.put(name, HexFormat.of().formatHex(sha.digest()));
  }

  private void mustFitIndex() {
    ArchiveIndex said = index;
    if (said == null) {
      throw damaged("all of it", "has no " + ArchiveIndex.NAME);
    }
    for (Map.Entry<String, String> file : said.checksums().entrySet()) {
      String found = checksums.remove(said.folder() + file.getKey());
      if (found == null) {
        throw damaged("file " + file.getKey(), "is missing");
      }
      if (!found.equals(file.getValue())) {
        throw damaged("file " + file.getKey(), "has another SHA-256 than the index says");
      }
    }
    for (String name : checksums.keySet()) {
      throw damaged("file " + name, "is not named by the index");
    }
    said.rows()
        .forEach(
            (table, rows) -> {
              Guess found = tables.get(table);
              if (found == null || found.rows() != rows) {
                throw damaged(
                    "table " + table,
                    found == null
                        ? "is missing"
                        : "has " + found.rows() + " rows, the index says " + rows);
              }
            });
  }

  private DamagedFileException damaged(String where, String what) {
    return new DamagedFileException(shown, where, what);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a Java without SHA-256", impossible);
    }
  }

  /** Looks at the values of each table in turn. */
  private final class Guesses implements TableContent {

    private final String file;
    private final List<Guess> open = new ArrayList<>();

    Guesses(String file) {
      this.file = file;
    }

    @Override
    public void table(
        String name, List<String> columns, List<@Nullable String> types, List<String> key) {
      Guess guess = new Guess(name, columns, types, key, what -> damaged("file " + file, what));
      if (tables.put(name, guess) != null) {
        throw damaged("file " + file, "holds table " + name + " a second time");
      }
      open.add(guess);
    }

    @Override
    public void row(JsonValue[] values) {
      open.get(open.size() - 1).row(values);
    }

    @Override
    public void end(long rows) {
      open.get(open.size() - 1).end(rows);
    }
  }
}
