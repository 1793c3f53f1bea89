package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/**
 * Rows of one old table to try a mapping on: some of its own, and hand-made ones.
 *
 * <p>They stand in a temporary table of the session; a second one, that bears the old table's own
 * name and so hides it, shows those that are tried at the moment.
 */
final class SamplePool {

  private static final String POOL = "pg_temp.crossfade_pool";
  private static final int NASTY_ROWS_MAX = 60;

  private final Connection connection;
  private final OldTable table;
  private final String shown;
  private final String columns;
  private int real;
  private int all;

  private SamplePool(Connection connection, OldTable table) {
    this.connection = connection;
    this.table = table;
    this.shown = "pg_temp." + TableId.quote(table.id().name());
    this.columns =
        table.columns().stream()
            .map(c -> TableId.quote(c.name()))
            .collect(Collectors.joining(", "));
  }

  /** Fills a pool; the session's transaction is rolled back some time. */
  static SamplePool of(Connection connection, OldTable table, int sampleRows) throws SQLException {
    SamplePool pool = new SamplePool(connection, table);
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + POOL);
      statement.execute(
          "CREATE TEMP TABLE crossfade_pool AS SELECT "
              + pool.columns
              + ", 0::bigint AS crossfade_row FROM "
              + table.id().quoted()
              + " LIMIT 0");
      statement.execute(
          "CREATE TEMP TABLE "
              + TableId.quote(table.id().name())
              + " (LIKE "
              + table.id().quoted()
              + " INCLUDING GENERATED)");
      pool.dropNotNulls(statement);
      pool.addReal(statement, sampleRows);
    }
    pool.addNasty();
    return pool;
  }

  /** Columns that are left out stay NULL. */
  private void dropNotNulls(Statement statement) throws SQLException {
    List<String> notNull = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT attname FROM pg_attribute WHERE attrelid = '"
                + shown.replace("'", "''")
                + "'::regclass AND attnum > 0 AND attnotnull AND attidentity = ''")) {
      while (rows.next()) {
        notNull.add(rows.getString(1));
      }
    }
    for (String column : notNull) {
      statement.execute(
          "ALTER TABLE " + shown + " ALTER COLUMN " + TableId.quote(column) + " DROP NOT NULL");
    }
  }

  /** Half from either end of the primary key. */
  private void addReal(Statement statement, int sampleRows) throws SQLException {
    String key = table.key().stream().map(TableId::quote).collect(Collectors.joining(", "));
    String backwards =
        table.key().stream().map(k -> TableId.quote(k) + " DESC").collect(Collectors.joining(", "));
    String from = " FROM " + table.id().quoted() + " ORDER BY ";
    String limit = " LIMIT " + (sampleRows + 1) / 2 + ")";
    real =
        statement.executeUpdate(
            "INSERT INTO "
                + POOL
                + " SELECT "
                + columns
                + ", row_number() OVER () FROM ("
                + "(SELECT "
                + columns
                + from
                + key
                + limit
                + " UNION ALL (SELECT * FROM (SELECT "
                + columns
                + from
                + backwards
                + limit
                + " AS tail WHERE ("
                + key
                + ") NOT IN (SELECT "
                + key
                + " FROM (SELECT "
                + key
                + from
                + key
                + limit
                + " AS head))) AS sample");
    all = real;
  }

  private void addNasty() throws SQLException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int rows = 1;
    for (OldTable.Column column : table.columns()) {
      List<String> fitting = fitting(column);
      values.put(column.name(), fitting);
      rows = Math.max(rows, fitting.size());
    }
    String sql =
        "INSERT INTO "
            + POOL
            + " VALUES ("
            + table.columns().stream()
                .map(c -> "CAST(? AS " + c.type().display() + "), ")
                .collect(Collectors.joining())
            + "?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int row = 0; row < Math.min(rows, NASTY_ROWS_MAX); row++) {
        int at = 1;
        for (OldTable.Column column : table.columns()) {
          List<String> fitting = values.getOrDefault(column.name(), List.of());
          boolean none = fitting.isEmpty() || (!column.notNull() && (row + at) % 7 == 0);
          insert.setString(at, none ? null : fitting.get((row + at) % fitting.size()));
          at++;
        }
        insert.setLong(at, all + 1L);
        if (succeeds(insert)) {
          all++;
        }
      }
    }
  }

  private List<String> fitting(OldTable.Column column) throws SQLException {
    List<String> fitting = new ArrayList<>();
    try (PreparedStatement cast =
        connection.prepareStatement("SELECT CAST(? AS " + column.type().display() + ")")) {
      for (String value : NastyValues.of(column.type())) {
        cast.setString(1, value);
        if (succeeds(cast)) {
          fitting.add(value);
        }
      }
    }
    return fitting;
  }

  private boolean succeeds(PreparedStatement statement) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      statement.execute();
      connection.releaseSavepoint(before);
      return true;
    } catch (PSQLException refused) {
      connection.rollback(before);
      return false;
    }
  }

  /** How many rows are the table's own; they come first, numbered from 1. */
  int real() {
    return real;
  }

  int size() {
    return all;
  }

  /** Shows the rows from one number to another, and hides all others. */
  void show(int from, int to) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM " + shown);
      statement.execute(
          "INSERT INTO "
              + shown
              + " ("
              + columns
              + ") SELECT "
              + columns
              + " FROM "
              + POOL
              + " WHERE crossfade_row BETWEEN "
              + from
              + " AND "
              + to);
    }
  }

  /** All rows as records, in the order of their numbers. */
  List<byte[]> records(RowLayout layout) throws SQLException {
    List<byte[]> records = new ArrayList<>();
    var types = table.columns().stream().map(OldTable.Column::type).toList();
    String selected =
        table.columns().stream()
            .map(c -> RowRecords.selected(c.name(), c.type()))
            .collect(Collectors.joining(", "));
    RowWriter out = new RowWriter(256);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + selected + " FROM " + POOL + " ORDER BY crossfade_row")) {
      while (rows.next()) {
        out.reset().header(layout);
        RowRecords.put(rows, 1, types, out);
        records.add(out.toBytes());
      }
    }
    return records;
  }

  /** The key of each row as text. */
  List<List<String>> keys() throws SQLException {
    List<List<String>> keys = new ArrayList<>();
    String selected =
        table.key().stream()
            .map(k -> TableId.quote(k) + "::text")
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + selected + " FROM " + POOL + " ORDER BY crossfade_row")) {
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= table.key().size(); i++) {
          key.add(String.valueOf(rows.getString(i)));
        }
        keys.add(key);
      }
    }
    return keys;
  }

  /** Takes the temporary tables away, so that the old table is seen again. */
  void drop() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE " + shown);
      statement.execute("DROP TABLE " + POOL);
    }
  }
}
