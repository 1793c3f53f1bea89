package dev.crossfade.extractor.staging;

import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.files.FileTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which tables and columns are held; a later file must have the same. */
final class StagedShape {

  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = ? AND c.relkind = 'r'
      ORDER BY c.relname, a.attnum
      """;

  private StagedShape() {}

  /**
   * Holds a file's tables against those that were made for the first one.
   *
   * @return the same tables with the types that they were made with
   * @throws DamagedFileException with what is missing and what is new
   */
  static List<FileTable> fitted(
      Connection connection, String schema, List<FileTable> tables, String shown)
      throws SQLException {
    Map<String, Map<String, String>> held = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          held.computeIfAbsent(rows.getString(1), t -> new TreeMap<>())
              .put(rows.getString(2), rows.getString(3));
        }
      }
    }
    Map<String, Set<String>> found = new TreeMap<>();
    for (FileTable table : tables) {
      Set<String> columns = new TreeSet<>();
      table.columns().forEach(column -> columns.add(column.name()));
      found.put(table.name(), columns);
    }
    List<String> differences = new ArrayList<>();
    held.forEach(
        (table, columns) ->
            compare(table, columns.keySet(), found.get(table), "lacks", differences));
    found.forEach(
        (table, columns) ->
            compare(
                table,
                columns,
                held.containsKey(table) ? held.get(table).keySet() : null,
                "adds",
                differences));
    if (!differences.isEmpty()) {
      throw new DamagedFileException(
          shown,
          "its tables",
          "are not those of the first one: it "
              + String.join(", ", differences)
              + "; with unprepare and prepare the migration starts over on it");
    }
    return tables.stream()
        .map(table -> table.withTypes(held.getOrDefault(table.name(), Map.of())))
        .toList();
  }

  private static void compare(
      String table,
      Set<String> columns,
      @org.jspecify.annotations.Nullable Set<String> others,
      String word,
      List<String> differences) {
    if (others == null) {
      differences.add(word + " table " + table);
    } else {
      columns.stream()
          .filter(column -> !others.contains(column))
          .forEach(column -> differences.add(word + " " + table + "." + column));
    }
  }
}
