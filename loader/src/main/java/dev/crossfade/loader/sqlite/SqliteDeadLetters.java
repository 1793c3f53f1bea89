package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.DeadLetters;
import dev.crossfade.loader.LetterParameters;
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
      "INSERT OR REPLACE INTO crossfade_dead ("
          + LetterParameters.COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String REMOVE =
      "DELETE FROM crossfade_dead WHERE " + LetterParameters.OF_ORIGIN;

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
        LetterParameters.set(statement, noted);
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
        LetterParameters.setOrigin(statement, origin);
        statement.executeUpdate();
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
        LetterParameters.setOrigin(
            statement,
            new DeadLetter.Origin(generation, DeadLetter.Stage.LOAD, 0, newTable, row.key()));
        removed += statement.executeUpdate();
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return removed;
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
