package dev.crossfade.operator.archive;

import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table whose rows go into an archive, as the database that holds it describes it.
 *
 * @param key its primary key, which orders the rows
 */
record HeldTable(TableId id, List<Column> columns, List<String> key) {

  private static final String TABLES =
      """
      SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
      ORDER BY c.relname COLLATE "C"
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname,
             CASE WHEN t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace AND t.typtype = 'b'
               THEN pg_catalog.format_type(a.atttypid, a.atttypmod) ELSE 'text' END,
             a.attcollation <> 0,
             COALESCE(pg_catalog.array_position(i.indkey::int2[], a.attnum), -1)
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
      WHERE a.attrelid = ?::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  /**
   * One column.
   *
   * @param type as in CREATE TABLE; {@code text} for a type that only this database knows
   */
  record Column(String name, String type, boolean collated) {

    boolean isJson() {
      return type.equals("json") || type.equals("jsonb");
    }

    /** What JSON can say of its own: other values are texts. */
    boolean isBare() {
      return isJson() || List.of("boolean", "smallint", "integer", "bigint").contains(type);
    }

    /** The value as one text, whatever JSON makes of spaces. */
    String text() {
      String quoted = TableId.quote(name);
      return type.equals("json") ? quoted + "::jsonb::text" : quoted + "::text";
    }
  }

  HeldTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /**
   * The tables of a schema, by name.
   *
   * @throws OperatorFailure if one has no primary key
   */
  static List<HeldTable> all(Connection connection, String schema) throws SQLException {
    List<HeldTable> tables = new ArrayList<>();
    try (PreparedStatement sql = connection.prepareStatement(TABLES)) {
      sql.setString(1, schema);
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          tables.add(read(connection, new TableId(schema, found.getString(1))));
        }
      }
    }
    return tables;
  }

  private static HeldTable read(Connection connection, TableId id) throws SQLException {
    List<Column> columns = new ArrayList<>();
    TreeMap<Integer, String> key = new TreeMap<>();
    try (PreparedStatement sql = connection.prepareStatement(COLUMNS)) {
      sql.setString(1, id.quoted());
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          columns.add(new Column(found.getString(1), found.getString(2), found.getBoolean(3)));
          if (found.getInt(4) >= 0) {
            key.put(found.getInt(4), found.getString(1));
          }
        }
      }
    }
    if (key.isEmpty()) {
      throw OperatorFailure.refused(
          "the new table " + id + " has no primary key, by which an archive tells its rows apart",
          "give it one in schema/");
    }
    return new HeldTable(id, columns, List.copyOf(key.values()));
  }

  ArchiveTable described() {
    return new ArchiveTable(
        id.name(),
        columns.stream().map(c -> new ArchiveTable.Column(c.name(), c.type())).toList(),
        key);
  }

  /** Every row in the order of the key, each value a text; the same whatever the locale. */
  String rows() {
    return "SELECT "
        + columns.stream().map(Column::text).collect(Collectors.joining(", "))
        + " FROM "
        + id.quoted()
        + " ORDER BY "
        + columns.stream()
            .filter(column -> key.contains(column.name()))
            .sorted(Comparator.comparingInt(column -> key.indexOf(column.name())))
            .map(c -> TableId.quote(c.name()) + (c.collated() ? " COLLATE \"C\"" : ""))
            .collect(Collectors.joining(", "));
  }

  /** How many rows there are, and one number for what they hold. */
  String fingerprint(String schema) {
    return "SELECT pg_catalog.count(*), COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(ROW("
        + columns.stream().map(Column::text).collect(Collectors.joining(", "))
        + ")::text, 0)), 0)::text FROM "
        + new TableId(schema, id.name()).quoted();
  }
}
