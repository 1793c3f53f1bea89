package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a dump, by table. */
record ReadDump(Map<String, List<List<String>>> tables) {

  static ReadDump of(String text) throws IOException {
    return of(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
  }

  static ReadDump of(byte[] bytes, Charset encoding) throws IOException {
    Path file = Files.createTempFile("dump", ".db");
    try {
      Files.write(file, bytes);
      OldFile dump =
          new TinymuseFormat().open(file, "dump.db", Map.of("encoding", encoding.name()));
      Map<String, List<List<String>>> rows = new HashMap<>();
      Map<String, Integer> widths = new HashMap<>();
      for (FileTable table : dump.tables()) {
        rows.put(table.name(), new ArrayList<>());
        widths.put(table.name(), table.columns().size());
      }
      dump.read(
          dump.tables(),
          (table, values) -> {
            if (values.length != widths.get(table)) {
              throw new AssertionError("a row of " + table + " with " + values.length + " values");
            }
            rows.get(table).add(Arrays.asList(values.clone()));
          });
      return new ReadDump(rows);
    } finally {
      Files.delete(file);
    }
  }

  List<List<String>> rows(String table) {
    return tables.get(table);
  }

  /** Two columns of a table as {@code a=b}. */
  List<String> pairs(String table, int first, int second) {
    return tables.get(table).stream().map(row -> row.get(first) + "=" + row.get(second)).toList();
  }

  /** The remarks as {@code line=record}, but for owners: a dump of few objects has no player. */
  List<String> remarks() {
    return rows("remarks").stream()
        .filter(row -> !row.get(2).startsWith("an owner"))
        .map(row -> row.get(0) + "=" + row.get(1))
        .toList();
  }
}
