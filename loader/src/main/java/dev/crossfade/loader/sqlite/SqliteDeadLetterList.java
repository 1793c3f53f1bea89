package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.DeadLetterList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code crossfade_dead} of the current generation. */
final class SqliteDeadLetterList implements DeadLetterList {

  private static final String CURRENT =
      " FROM crossfade_dead WHERE generation = (SELECT max(generation) FROM crossfade_applied) ";

  private static final String GROUPS =
      "SELECT coalesce(new_table, ''), stage, sql_state, column_name, reason, count(*),"
          + " count(*) FILTER (WHERE waived_at IS NOT NULL)"
          + CURRENT
          + "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 6 DESC, 3, 4";

  private static final String LETTERS =
      "SELECT coalesce(new_table, ''), old_table, key_text, stage, sql_state, column_name, reason,"
          + " waived_because"
          + CURRENT
          + "AND (? = '' OR new_table = ? OR new_table LIKE '%.\"' || ? || '\"')"
          + " ORDER BY 1, 2, 3 LIMIT ?";

  private static final String WAIVE =
      "UPDATE crossfade_dead SET waived_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),"
          + " waived_because = ?"
          + " WHERE generation = (SELECT max(generation) FROM crossfade_applied)"
          + " AND waived_at IS NULL"
          + " AND (? = '' OR new_table = ? OR new_table LIKE '%.\"' || ? || '\"')";

  private final SqliteFile file;

  SqliteDeadLetterList(SqliteFile file) {
    this.file = file;
  }

  @Override
  public List<Group> groups() throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(GROUPS);
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
        PreparedStatement statement = connection.prepareStatement(LETTERS)) {
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

  @Override
  public long waive(String table, List<String> keys, String because) throws SQLException {
    long[] waived = new long[1];
    try (Connection connection = open()) {
      SqliteTransaction.run(
          connection,
          () -> {
            try (PreparedStatement statement =
                connection.prepareStatement(keys.isEmpty() ? WAIVE : WAIVE + " AND key_text = ?")) {
              statement.setString(1, because);
              statement.setString(2, table);
              statement.setString(3, table);
              statement.setString(4, table);
              for (int i = 0; i < Math.max(1, keys.size()); i++) {
                if (!keys.isEmpty()) {
                  statement.setString(5, keys.get(i));
                }
                waived[0] += statement.executeUpdate();
              }
            }
          });
    }
    return waived[0];
  }

  private Connection open() throws SQLException {
    return SqliteSession.prepared(file);
  }
}
