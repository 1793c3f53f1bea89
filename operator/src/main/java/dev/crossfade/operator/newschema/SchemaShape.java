package dev.crossfade.operator.newschema;

import dev.crossfade.operator.config.NewSide;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the tables of a schema from its catalog. */
public final class SchemaShape {

  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname,
             pg_catalog.format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> ? AND NOT c.relispartition
      """;

  private static final String KEYS =
      """
      SELECT c.relname, pg_catalog.pg_get_constraintdef(k.oid)
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname <> ? AND k.contype IN ('p', 'u') AND NOT c.relispartition
      """;

  private SchemaShape() {}

  /** Its tables by name, Flyway's own left out; empty if there is no such schema. */
  public static SortedMap<String, TableShape> read(NewSide side) throws SQLException {
    SortedMap<String, TableShape> tables = new TreeMap<>();
    try (Connection connection = side.url().connect()) {
      for (List<String> column : rows(connection, COLUMNS, side.schema(), 3)) {
        tables
            .computeIfAbsent(
                column.get(0), name -> new TableShape(name, new TreeMap<>(), new TreeSet<>()))
            .columns()
            .put(column.get(1), column.get(2));
      }
      for (List<String> key : rows(connection, KEYS, side.schema(), 2)) {
        TableShape table = tables.get(key.get(0));
        if (table != null) {
          table.keys().add(key.get(1));
        }
      }
    }
    return tables;
  }

  private static List<List<String>> rows(
      Connection connection, String sql, String schema, int columns) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, SchemaFiles.HISTORY);
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }
}
