package dev.crossfade.loader.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.loader.NaturalKey;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the ids that the loader gives out begin, and where the application's go on: those of rows
 * that are there already are kept, and none is given out twice.
 */
final class SqliteIdSeed {

  private SqliteIdSeed() {}

  /** Before the first row, in the transaction of the caller. What is known stays what it is. */
  static void sow(Connection connection, MigrationPlan plan) throws SQLException {
    for (NewTable table : plan.newTables()) {
      String id = table.givenId();
      if (id != null) {
        begin(connection, table, id);
        if (table.columns().stream().noneMatch(c -> c.late() != null && isKey(table, c))) {
          sow(connection, table, id);
        }
      }
    }
  }

  private static boolean isKey(NewTable table, NewTable.Column column) {
    return table.key().contains(column.name());
  }

  private static void begin(Connection connection, NewTable table, String id) throws SQLException {
    boolean numbered = Books.has(connection, "sqlite_sequence");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade_id_counters (new_table, last) SELECT ?, max(0, coalesce((SELECT max("
                + quote(id)
                + ") FROM "
                + quote(table.id().name())
                + "), 0), "
                + (numbered ? "coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)" : "?")
                + ") WHERE true ON CONFLICT (new_table) DO UPDATE SET last = max(last, excluded.last)")) {
      statement.setString(1, table.id().quoted());
      if (numbered) {
        statement.setString(2, table.id().name());
      } else {
        statement.setLong(2, 0);
      }
      statement.executeUpdate();
    }
  }

  private static void sow(Connection connection, NewTable table, String id) throws SQLException {
    List<NewTable.KeyColumn> key = new ArrayList<>();
    for (String name : table.key()) {
      key.add(new NewTable.KeyColumn(name, table.columns().get(table.indexOf(name)).type()));
    }
    String select =
        key.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "))
            + ", "
            + quote(id)
            + " FROM "
            + quote(table.id().name());
    try (Statement rows = connection.createStatement();
        ResultSet found = rows.executeQuery("SELECT " + select);
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO crossfade_ids (new_table, natural_key, id) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
      while (found.next()) {
        RowWriter values = new RowWriter(64);
        if (put(found, key, values)) {
          insert.setString(1, table.id().quoted());
          insert.setBytes(2, NaturalKey.ofValues(key, values.toBytes()));
          insert.setLong(3, found.getLong(key.size() + 1));
          insert.executeUpdate();
        }
      }
    }
  }

  /** False if a value is of another kind than its column: no reference can mean it. */
  private static boolean put(ResultSet row, List<NewTable.KeyColumn> key, RowWriter out)
      throws SQLException {
    for (int i = 0; i < key.size(); i++) {
      if (!put(row.getObject(i + 1), key.get(i), out)) {
        return false;
      }
    }
    return true;
  }

  private static boolean put(@Nullable Object stored, NewTable.KeyColumn column, RowWriter out) {
    if (stored == null) {
      return false;
    }
    boolean numeric = column.type().base().equals("numeric");
    switch (column.type().wire()) {
      case LONG -> {
        if (!(stored instanceof Number number) || stored instanceof Double) {
          return false;
        }
        out.putLong(number.longValue());
      }
      case DOUBLE -> {
        if (!(stored instanceof Number number)) {
          return false;
        }
        out.putDouble(number.doubleValue());
      }
      case BYTES -> {
        if (!(stored instanceof byte[] bytes)) {
          return false;
        }
        out.putBytes(bytes, 0, bytes.length);
      }
      case TEXT -> {
        if (numeric ? !(stored instanceof Number) : !(stored instanceof String)) {
          return false;
        }
        out.putText(numeric ? new BigDecimal(stored.toString()).toPlainString() : (String) stored);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * As the file is opened for the application: a table with AUTOINCREMENT goes on behind every id
   * that was given out, of rows that never came too. For others SQLite itself goes on behind the
   * greatest that stands in a row.
   */
  static void handOver(Connection connection, MigrationPlan plan) throws SQLException {
    if (!Books.has(connection, "sqlite_sequence")) {
      return;
    }
    for (NewTable table : plan.newTables()) {
      if (table.givenId() != null) {
        change(
            connection,
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?, 0"
                + " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
            table.id().name());
        change(
            connection,
            "UPDATE sqlite_sequence SET seq = max(seq, (SELECT last FROM crossfade_id_counters"
                + " WHERE new_table = ?)) WHERE name = ?",
            table.id().quoted(),
            table.id().name());
      }
    }
  }

  private static void change(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
