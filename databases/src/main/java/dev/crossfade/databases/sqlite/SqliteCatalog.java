package dev.crossfade.databases.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Reads the tables of a SQLite file. */
public final class SqliteCatalog {

  private static final String TABLES =
      """
      SELECT name, wr, strict FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY name
      """;

  // hidden: 1 of a virtual table, 2 generated when read, 3 generated and stored
  private static final String COLUMNS =
      "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk, hidden FROM pragma_table_xinfo(?)";

  private static final String INDEXES =
      "SELECT name, origin, partial FROM pragma_index_list(?) WHERE \"unique\" ORDER BY origin, name";

  private static final String INDEX_COLUMNS =
      "SELECT cid, name, coll FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno";

  private final Connection connection;

  private SqliteCatalog(Connection connection) {
    this.connection = connection;
  }

  /** Its own tables by name: no views, no virtual tables, none of SQLite's. */
  public static List<SqliteTable> read(Connection connection) throws SQLException {
    return new SqliteCatalog(connection).tables();
  }

  private List<SqliteTable> tables() throws SQLException {
    List<SqliteTable> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        tables.add(table(rows.getString(1), rows.getBoolean(2), rows.getBoolean(3)));
      }
    }
    return tables;
  }

  private SqliteTable table(String name, boolean withoutRowid, boolean strict) throws SQLException {
    List<Index> indexes = indexes(name);
    TreeMap<Integer, String> primary = new TreeMap<>();
    List<SqliteTable.Column> columns = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (rows.getInt("pk") > 0) {
            primary.put(rows.getInt("pk"), rows.getString("name"));
          }
          columns.add(column(rows, strict));
        }
      }
    }
    // A rowid table's primary key has an index of its own, unless it is another name of the rowid.
    boolean indexed = indexes.stream().anyMatch(index -> index.origin.equals("pk"));
    boolean rowid = primary.size() == 1 && !withoutRowid && !indexed;
    return new SqliteTable(
        name,
        strict,
        withoutRowid,
        rowid ? numbered(columns, primary.firstEntry().getValue()) : columns,
        keys(indexes, rowid ? List.copyOf(primary.values()) : List.of()));
  }

  private static SqliteTable.Column column(ResultSet row, boolean strict) throws SQLException {
    boolean generated = row.getInt("hidden") > 1;
    SqliteTable.Filled filled =
        generated
            ? SqliteTable.Filled.GENERATED
            : row.getBoolean(4) ? SqliteTable.Filled.DEFAULT : SqliteTable.Filled.NOT;
    boolean notNull = row.getBoolean("notnull") || row.getInt("pk") > 0;
    String type = row.getString("type");
    return new SqliteTable.Column(
        row.getString("name"), type, SqliteStorage.of(type, strict), notNull, filled);
  }

  private static List<SqliteTable.Column> numbered(
      List<SqliteTable.Column> columns, String primaryKey) {
    return columns.stream()
        .map(
            column ->
                column.name().equals(primaryKey)
                    ? new SqliteTable.Column(
                        column.name(),
                        column.declaredType(),
                        column.storage(),
                        true,
                        SqliteTable.Filled.ROWID)
                    : column)
        .toList();
  }

  private static List<SqliteTable.Key> keys(List<Index> indexes, List<String> rowid) {
    List<SqliteTable.Key> keys = new ArrayList<>();
    if (!rowid.isEmpty()) {
      keys.add(new SqliteTable.Key(rowid, true));
    }
    Set<SqliteTable.Key> known = new HashSet<>(keys);
    for (boolean primary : new boolean[] {true, false}) {
      for (Index index : indexes) {
        SqliteTable.Key key = new SqliteTable.Key(index.columns, primary);
        if (index.whole && index.origin.equals("pk") == primary && known.add(key)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /**
   * A unique index.
   *
   * @param origin pk, u for UNIQUE, c for CREATE UNIQUE INDEX
   * @param whole whether it makes every row findable by its columns' own values
   */
  private record Index(String origin, boolean whole, List<String> columns) {}

  private List<Index> indexes(String table) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(INDEXES)) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          indexes.add(index(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
        }
      }
    }
    return indexes;
  }

  private Index index(String name, String origin, boolean partial) throws SQLException {
    List<String> columns = new ArrayList<>();
    boolean whole = !partial;
    try (PreparedStatement query = connection.prepareStatement(INDEX_COLUMNS)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (rows.getInt("cid") < 0 || !rows.getString("coll").equalsIgnoreCase("BINARY")) {
            whole = false;
          } else {
            columns.add(rows.getString("name"));
          }
        }
      }
    }
    return new Index(origin, whole, columns);
  }
}
