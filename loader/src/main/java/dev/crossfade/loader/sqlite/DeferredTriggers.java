package dev.crossfade.loader.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The user's triggers on the new tables: taken off for the load, kept in {@code
 * crossfade_deferred}.
 */
final class DeferredTriggers {

  private record Trigger(String table, String name, String sql) {}

  private DeferredTriggers() {}

  /** In the transaction of the caller. */
  static void takeOff(Connection connection, List<TableId> tables) throws SQLException {
    for (Trigger trigger : found(connection, tables)) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "INSERT INTO crossfade_deferred (table_name, name, restore) VALUES (?, ?, ?)"
                  + " ON CONFLICT (name) DO UPDATE SET restore = excluded.restore, off = 1")) {
        statement.setString(1, trigger.table());
        statement.setString(2, trigger.name());
        statement.setString(3, trigger.sql());
        statement.executeUpdate();
      }
      Books.execute(connection, "DROP TRIGGER " + quote(trigger.name()));
    }
  }

  private static List<Trigger> found(Connection connection, List<TableId> tables)
      throws SQLException {
    List<String> names = tables.stream().map(TableId::name).toList();
    List<Trigger> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger'"
                    + " ORDER BY rowid")) {
      while (rows.next()) {
        boolean ofOurTables = names.stream().anyMatch(rows.getString(1)::equalsIgnoreCase);
        if (ofOurTables && !SqliteGuard.isOurs(rows.getString(2))) {
          found.add(new Trigger(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return found;
  }

  /** In the order they were made, which is the order they fire in. */
  static void putBack(Connection connection) throws SQLException {
    List<String> restore = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT restore FROM crossfade_deferred WHERE off = 1 ORDER BY place")) {
      while (rows.next()) {
        restore.add(rows.getString(1));
      }
    }
    for (String sql : restore) {
      Books.execute(connection, sql);
    }
    Books.execute(connection, "UPDATE crossfade_deferred SET off = 0");
  }
}
