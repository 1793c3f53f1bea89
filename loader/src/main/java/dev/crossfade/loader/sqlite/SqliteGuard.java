package dev.crossfade.loader.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.Function;

/**
 * Triggers that let nobody but the loader write to the new tables: they call a function that only
 * the loader's connections have. Its name is what anyone else is told.
 */
final class SqliteGuard {

  static final String FUNCTION = "crossfade_fills_this_table_write_to_the_old_database";

  private static final List<String> EVENTS = List.of("INSERT", "UPDATE", "DELETE");

  private SqliteGuard() {}

  /** Lets this connection through. */
  static void pass(Connection connection) throws SQLException {
    Function.create(
        connection,
        FUNCTION,
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            result(1);
          }
        },
        0,
        Function.FLAG_DETERMINISTIC);
  }

  static void put(Connection connection, List<TableId> tables) throws SQLException {
    for (TableId table : tables) {
      for (String event : EVENTS) {
        Books.execute(
            connection,
            "CREATE TRIGGER IF NOT EXISTS "
                + name(table, event)
                + " BEFORE "
                + event
                + " ON "
                + quote(table.name())
                + " BEGIN SELECT "
                + FUNCTION
                + "(); END");
      }
    }
  }

  /**
   * Takes all of them off, whatever the plan says: a {@code prepare} that was interrupted has left
   * none, and an earlier generation's may have had other tables.
   */
  static void remove(Connection connection) throws SQLException {
    List<String> ours = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
      while (rows.next()) {
        if (isOurs(rows.getString(1))) {
          ours.add(rows.getString(1));
        }
      }
    }
    for (String trigger : ours) {
      Books.execute(connection, "DROP TRIGGER " + quote(trigger));
    }
  }

  /** Whether a trigger of this name is one of ours. */
  static boolean isOurs(String trigger) {
    return trigger.startsWith("crossfade_guard_");
  }

  private static String name(TableId table, String event) {
    return quote(
        "crossfade_guard_" + event.toLowerCase(java.util.Locale.ROOT) + "_" + table.name());
  }
}
