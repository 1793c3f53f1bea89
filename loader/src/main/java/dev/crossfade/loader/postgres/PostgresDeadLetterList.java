package dev.crossfade.loader.postgres;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.loader.DeadLetterTable;
import dev.crossfade.loader.LoaderException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** {@code crossfade.dead} of the current generation. */
final class PostgresDeadLetterList implements DeadLetterList {

  private static final DeadLetterTable TABLE = new DeadLetterTable("crossfade.");

  private static final String WAIVE =
      "UPDATE crossfade.dead SET waived_at = pg_catalog.clock_timestamp(), waived_because = ?"
          + " WHERE generation = (SELECT max(generation) FROM crossfade.applied)"
          + " AND waived_at IS NULL"
          + DeadLetterTable.OF_TABLE
          + " AND (? OR key_text = ANY (?))";

  private final PostgresUrl newDatabase;

  PostgresDeadLetterList(PostgresUrl newDatabase) {
    this.newDatabase = newDatabase;
  }

  @Override
  public List<Group> groups() throws SQLException {
    try (Connection connection = open()) {
      return TABLE.groups(connection);
    }
  }

  @Override
  public List<Letter> letters(String table, int most) throws SQLException {
    try (Connection connection = open()) {
      return TABLE.letters(connection, table, most);
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
