package dev.crossfade.verifier;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The dead letters, as the new side holds them in a table that a JDBC connection reaches. */
public final class DeadLetters {

  private DeadLetters() {}

  /**
   * The letters of one new table, and those of old rows that no statement ever saw.
   *
   * @param books what the names of our tables begin with: {@code crossfade.} or {@code crossfade_}
   */
  public static List<DeadLetter> of(Connection now, String books, int generation, TableId table)
      throws SQLException {
    List<DeadLetter> letters = new ArrayList<>();
    try (PreparedStatement sql =
        now.prepareStatement(
            "SELECT stage, statement, old_table, new_table, row_key, key_text, sql_state,"
                + " column_name, reason, committed_at_micros FROM "
                + books
                + "dead WHERE generation = ?"
                + " AND (new_table = ? OR statement = 0 AND stage = 'MAP')")) {
      sql.setInt(1, generation);
      sql.setString(2, table.quoted());
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          letters.add(
              new DeadLetter(
                  generation,
                  DeadLetter.Stage.valueOf(found.getString(1)),
                  found.getInt(2),
                  found.getString(3),
                  found.getString(4),
                  Bytes.wrap(found.getBytes(5)),
                  found.getString(6),
                  found.getString(7),
                  found.getString(8),
                  found.getString(9),
                  found.getLong(10)));
        }
      }
    }
    return letters;
  }
}
