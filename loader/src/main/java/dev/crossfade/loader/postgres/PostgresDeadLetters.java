package dev.crossfade.loader.postgres;

import dev.crossfade.loader.DeadLetters;
import dev.crossfade.loader.LetterParameters;
import dev.crossfade.loader.Row;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.DeadLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** The list of dead letters in the new database: {@code crossfade.dead}. */
final class PostgresDeadLetters implements DeadLetters {

  private static final String PUT =
      "INSERT INTO crossfade.dead ("
          + LetterParameters.COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (generation, stage, statement, new_table, row_key) DO UPDATE SET"
          + " old_table = EXCLUDED.old_table, key_text = EXCLUDED.key_text,"
          + " sql_state = EXCLUDED.sql_state, column_name = EXCLUDED.column_name,"
          + " reason = EXCLUDED.reason, committed_at_micros = EXCLUDED.committed_at_micros,"
          + " part = EXCLUDED.part, noted_at = pg_catalog.clock_timestamp(),"
          + " waived_at = NULL, waived_because = NULL"; // a new version is a new decision

  private static final String REMOVE =
      "DELETE FROM crossfade.dead WHERE " + LetterParameters.OF_ORIGIN;

  private static final String REMOVE_OURS =
      "DELETE FROM crossfade.dead WHERE generation = ? AND stage = 'LOAD' AND statement = 0"
          + " AND new_table = ? AND row_key = ANY (?)";

  private static final String COUNT_OURS =
      "SELECT count(*) FROM crossfade.dead WHERE generation = ? AND stage = 'LOAD'"
          + " AND statement = 0 AND new_table = ? AND part = ANY (?)";

  private final Connection connection;
  private final int generation;

  PostgresDeadLetters(Connection connection, int generation) {
    this.connection = connection;
    this.generation = generation;
  }

  @Override
  public void put(Collection<Noted> letters) throws SQLException {
    if (letters.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Noted noted : letters) {
        LetterParameters.set(statement, noted);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public void remove(Collection<DeadLetter.Origin> origins) throws SQLException {
    if (origins.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      for (DeadLetter.Origin origin : origins) {
        LetterParameters.setOrigin(statement, origin);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public int removeOurs(String newTable, Collection<Row> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE_OURS)) {
      statement.setInt(1, generation);
      statement.setString(2, newTable);
      statement.setArray(3, keys(connection, rows));
      return statement.executeUpdate();
    }
  }

  @Override
  public long countOurs(String newTable, Collection<Integer> partitions) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_OURS)) {
      statement.setInt(1, generation);
      statement.setString(2, newTable);
      statement.setArray(3, connection.createArrayOf("int4", partitions.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  static java.sql.Array keys(Connection connection, Collection<Row> rows) throws SQLException {
    return connection.createArrayOf(
        "bytea", rows.stream().map(Row::key).map(Bytes::array).toArray(byte[][]::new));
  }
}
