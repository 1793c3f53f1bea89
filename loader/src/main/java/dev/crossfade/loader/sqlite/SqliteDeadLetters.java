package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.DeadLetters;
import dev.crossfade.loader.Row;
import dev.crossfade.schemas.DeadLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** The list of dead letters in the file: {@code crossfade_dead}. */
final class SqliteDeadLetters implements DeadLetters {

  private static final String PUT =
      "INSERT OR REPLACE INTO crossfade_dead (generation, stage, statement, new_table, row_key,"
          + " old_table, key_text, sql_state, column_name, reason, committed_at_micros, part)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String REMOVE =
      "DELETE FROM crossfade_dead WHERE generation = ? AND stage = ? AND statement = ?"
          + " AND new_table = ? AND row_key = ?";

  private static final String COUNT_OURS =
      "SELECT count(*) FROM crossfade_dead WHERE generation = ? AND stage = 'LOAD'"
          + " AND statement = 0 AND new_table = ? AND part IN ";

  private final Connection connection;
  private final int generation;

  SqliteDeadLetters(Connection connection, int generation) {
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
        DeadLetter letter = noted.letter();
        statement.setInt(1, letter.generation());
        statement.setString(2, letter.stage().name());
        statement.setInt(3, letter.statement());
        statement.setString(4, letter.newTable());
        statement.setBytes(5, letter.rowKey().array());
        statement.setString(6, letter.oldTable());
        statement.setString(7, letter.keyText());
        statement.setString(8, letter.sqlState());
        statement.setString(9, letter.column());
        statement.setString(10, letter.reason());
        statement.setLong(11, letter.committedAtMicros());
        statement.setInt(12, noted.partition());
        statement.executeUpdate();
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public void remove(Collection<DeadLetter.Origin> origins) throws SQLException {
    if (origins.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      for (DeadLetter.Origin origin : origins) {
        remove(
            statement,
            origin.generation(),
            origin.stage(),
            origin.statement(),
            origin.newTable(),
            origin.rowKey().array());
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public int removeOurs(String newTable, Collection<Row> rows) throws SQLException {
    int removed = 0;
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      for (Row row : rows) {
        removed +=
            remove(statement, generation, DeadLetter.Stage.LOAD, 0, newTable, row.key().array());
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return removed;
  }

  private static int remove(
      PreparedStatement statement,
      int generation,
      DeadLetter.Stage stage,
      int number,
      String newTable,
      byte[] key)
      throws SQLException {
    statement.setInt(1, generation);
    statement.setString(2, stage.name());
    statement.setInt(3, number);
    statement.setString(4, newTable);
    statement.setBytes(5, key);
    return statement.executeUpdate();
  }

  @Override
  public long countOurs(String newTable, Collection<Integer> partitions) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(COUNT_OURS + SqliteParked.in(partitions))) {
      statement.setInt(1, generation);
      statement.setString(2, newTable);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }
}
