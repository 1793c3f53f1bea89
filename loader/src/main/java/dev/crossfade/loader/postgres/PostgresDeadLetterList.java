package dev.crossfade.loader.postgres;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.loader.LoaderException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code crossfade.dead} of the current generation. */
final class PostgresDeadLetterList implements DeadLetterList {

  private static final String CURRENT =
      " FROM crossfade.dead WHERE generation = (SELECT max(generation) FROM crossfade.applied) ";

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
      "UPDATE crossfade.dead SET waived_at = pg_catalog.clock_timestamp(), waived_because = ?"
          + " WHERE generation = (SELECT max(generation) FROM crossfade.applied)"
          + " AND waived_at IS NULL"
          + " AND (? = '' OR new_table = ? OR new_table LIKE '%.\"' || ? || '\"')"
          + " AND (? OR key_text = ANY (?))";

  private final PostgresUrl newDatabase;

  PostgresDeadLetterList(PostgresUrl newDatabase) {
    this.newDatabase = newDatabase;
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
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(WAIVE)) {
      statement.setString(1, because);
      statement.setString(2, table);
      statement.setString(3, table);
      statement.setString(4, table);
      statement.setBoolean(5, keys.isEmpty());
      statement.setArray(6, connection.createArrayOf("text", keys.toArray()));
      return statement.executeUpdate();
    }
  }

  private Connection open() throws SQLException {
    Connection connection = newDatabase.connect();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT pg_catalog.to_regclass('crossfade.dead')");
        ResultSet row = statement.executeQuery()) {
      row.next();
      if (row.getString(1) != null) {
        return connection;
      }
    }
    connection.close();
    throw new LoaderException(
        "the new database is not prepared: it has no list of dead letters; run crossfade prepare");
  }
}
