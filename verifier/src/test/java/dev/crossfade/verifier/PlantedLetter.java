package dev.crossfade.verifier;

import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A dead letter of generation 1, to be put where the loader keeps them.
 *
 * @param statement 0 if the loader refused the row
 */
record PlantedLetter(
    DeadLetter.Stage stage, int statement, TableId oldTable, TableId newTable, byte[] rowKey) {

  /**
   * @param books what the names of our tables begin with: {@code crossfade.} or {@code crossfade_}
   */
  void plant(Connection now, String books) throws SQLException {
    try (PreparedStatement insert =
        now.prepareStatement(
            "INSERT INTO "
                + books
                + "dead (generation, stage, statement, old_table, new_table, row_key, key_text,"
                + " sql_state, reason, committed_at_micros, part)"
                + " VALUES (1, ?, ?, ?, ?, ?, '{}', '22012', 'x', 0, 0)")) {
      insert.setString(1, stage.name());
      insert.setInt(2, statement);
      insert.setString(3, oldTable.quoted());
      insert.setString(4, newTable.quoted());
      insert.setBytes(5, rowKey);
      insert.executeUpdate();
    }
  }
}
