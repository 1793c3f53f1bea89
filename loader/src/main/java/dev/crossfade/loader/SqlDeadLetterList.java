package dev.crossfade.loader;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The list as a table that a JDBC connection reaches; what is left is how to decide. */
public abstract class SqlDeadLetterList implements DeadLetterList {

  /** A condition with three parameters, each the table asked for; empty for all. */
  protected static final String OF_TABLE =
      " AND (? = '' OR new_table = ? OR new_table LIKE '%.\"' || ? || '\"')";

  private final String books;

  /**
   * A list that opens a connection for each call.
   *
   * @param books what the names of its tables begin with: {@code crossfade.} or {@code crossfade_}
   */
  protected SqlDeadLetterList(String books) {
    this.books = books;
  }

  /**
   * A connection of the caller.
   *
   * @throws LoaderException if the new database is not prepared
   */
  protected abstract Connection open() throws SQLException;

  private String current() {
    return " FROM "
        + books
        + "dead WHERE generation = (SELECT max(generation) FROM "
        + books
        + "applied)";
  }

  @Override
  public List<Group> groups() throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT coalesce(new_table, ''), stage, sql_state, column_name, reason, count(*),"
                    + " count(*) FILTER (WHERE waived_at IS NOT NULL)"
                    + current()
                    + " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 6 DESC, 3, 4");
        ResultSet rows = statement.executeQuery()) {
      List<Group> groups = new ArrayList<>();
      while (rows.next()) {
        groups.add(
            new Group(
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

  @Override
  public List<Letter> letters(String table, int most) throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement =
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
      List<Letter> letters = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          letters.add(
              new Letter(
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
