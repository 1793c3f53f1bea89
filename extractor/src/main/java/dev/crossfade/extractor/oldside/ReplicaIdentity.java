package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Sets a table's replica identity, remembering what was there, and gives it back. */
final class ReplicaIdentity {

  private ReplicaIdentity() {}

  /** Does nothing if the log carries enough already: full is enough for everything. */
  static void require(
      Connection connection, String migration, TableId table, OldTable.Identity identity)
      throws SQLException {
    char now;
    String index;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT c.relreplident::text, (SELECT ic.relname FROM pg_index i JOIN pg_class ic"
                + " ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident)"
                + " FROM pg_class c WHERE c.oid = ?::regclass")) {
      statement.setString(1, table.quoted());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        now = row.getString(1).charAt(0);
        index = row.getString(2);
      }
    }
    if (now == 'f' || (now == 'd' && identity == OldTable.Identity.KEY)) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade.replica_identity (migration, table_name, before, index_name)"
                + " VALUES (?, ?, ?::\"char\", ?) ON CONFLICT DO NOTHING")) {
      statement.setString(1, migration);
      statement.setString(2, table.quoted());
      statement.setString(3, String.valueOf(now));
      statement.setString(4, index);
      statement.executeUpdate();
    }
    alter(connection, table, identity == OldTable.Identity.FULL ? "FULL" : "DEFAULT");
  }

  /** Gives every table back what it had; tables that are gone are passed over. */
  static void restoreAll(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT table_name, before::text, index_name FROM crossfade.replica_identity"
                + " WHERE migration = ? AND to_regclass(table_name) IS NOT NULL")) {
      statement.setString(1, migration);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String identity =
              switch (rows.getString(2)) {
                case "f" -> "FULL";
                case "n" -> "NOTHING";
                case "i" -> "USING INDEX " + TableId.quote(rows.getString(3));
                default -> "DEFAULT";
              };
          alter(connection, TableId.parse(rows.getString(1)), identity);
        }
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM crossfade.replica_identity WHERE migration = ?")) {
      statement.setString(1, migration);
      statement.executeUpdate();
    }
  }

  private static void alter(Connection connection, TableId table, String identity)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + table.quoted() + " REPLICA IDENTITY " + identity);
    }
  }
}
