package dev.crossfade.loader.sqlite;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Gives ids out, once for each natural key: {@code crossfade_ids}, in the transaction of the rows
 * that need them. Only one transaction writes at a time, so parent and child find the same id
 * whichever comes first; one that is undone takes its ids back, and no row has them.
 */
final class SqliteIds implements AutoCloseable {

  private final PreparedStatement known;
  private final PreparedStatement count;
  private final PreparedStatement give;

  SqliteIds(Connection connection) throws SQLException {
    known =
        connection.prepareStatement(
            "SELECT id FROM crossfade_ids WHERE new_table = ? AND natural_key = ?");
    count =
        connection.prepareStatement(
            "UPDATE crossfade_id_counters SET last = last + 1 WHERE new_table = ?");
    give =
        connection.prepareStatement(
            "INSERT INTO crossfade_ids (new_table, natural_key, id)"
                + " SELECT new_table, ?, last FROM crossfade_id_counters WHERE new_table = ?");
  }

  /** The id of the row that has this natural key, or will have it. */
  long of(TableId table, Bytes naturalKey) throws SQLException {
    known.setString(1, table.quoted());
    known.setBytes(2, naturalKey.array());
    try (ResultSet id = known.executeQuery()) {
      if (id.next()) {
        return id.getLong(1);
      }
    }
    count.setString(1, table.quoted());
    count.executeUpdate();
    give.setBytes(1, naturalKey.array());
    give.setString(2, table.quoted());
    give.executeUpdate();
    try (ResultSet id = known.executeQuery()) {
      id.next();
      return id.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    known.close();
    count.close();
    give.close();
  }
}
