package dev.crossfade.loader;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The dead letters as a table that a JDBC connection reaches. */
public final class DeadLetterTable {

  /** A condition with three parameters, each the table asked for; empty for all. */
  public static final String OF_TABLE =
      " AND (? = '' OR new_table = ? OR new_table LIKE '%.\"' || ? || '\"')";

  private final String books;

  /**
   * @param books what the names of our tables begin with: {@code crossfade.} or {@code crossfade_}
   */
  public DeadLetterTable(String books) {
    this.books = books;
  }

  private String current() {
    return " FROM "
        + books
        + "dead WHERE generation = (SELECT max(generation) FROM "
        + books
        + "applied)";
  }

  /** See {@link DeadLetterList#groups}. */
  public List<DeadLetterList.Group> groups(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT coalesce(new_table, ''), stage, sql_state, column_name, reason, count(*),"
                    + " count(*) FILTER (WHERE waived_at IS NOT NULL)"
                    + current()
                    + " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 6 DESC, 3, 4");
        ResultSet rows = statement.executeQuery()) {
      List<DeadLetterList.Group> groups = new ArrayList<>();
      while (rows.next()) {
        groups.add(
            new DeadLetterList.Group(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getLong(6),
                rows.getLong(7)));
      }
      return groups;
    }
  }

  /** See {@link DeadLetterList#letters}. */
  public List<DeadLetterList.Letter> letters(Connection connection, String table, int most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT coalesce(new_table, ''), old_table, key_text, stage, sql_state, column_name,"
                + " reason, waived_because"
                + current()
                + OF_TABLE
                + " ORDER BY 1, 2, 3 LIMIT ?")) {
      statement.setString(1, table);
      statement.setString(2, table);
      statement.setString(3, table);
      statement.setInt(4, most);
      List<DeadLetterList.Letter> letters = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          letters.add(
              new DeadLetterList.Letter(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7),
                  rows.getString(8)));
        }
      }
      return letters;
    }
  }
}
