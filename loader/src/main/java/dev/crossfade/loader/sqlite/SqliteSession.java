package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.Batch;
import dev.crossfade.loader.DeadLetters;
import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.loader.Parked;
import dev.crossfade.loader.SqlLedger;
import dev.crossfade.loader.StaleLoaderException;
import dev.crossfade.schemas.Marker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** One connection to the file, past the guard. */
final class SqliteSession implements LoadSession {

  // Compare-and-set: moves only from where the reader stood, and only while the generation is open.
  private static final String ADVANCE =
      "UPDATE crossfade_applied SET next_offset = ? WHERE generation = ? AND topic = ?"
          + " AND part = ? AND next_offset = ? AND open";

  private static final String ARRIVED =
      "INSERT INTO crossfade_markers (generation, topic, part, feeder_topic, feeder_part, slot,"
          + " marker_id, kind, position, emitted_at_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (generation, topic, part, feeder_topic, feeder_part, slot) DO UPDATE SET"
          + " marker_id = excluded.marker_id, position = excluded.position,"
          + " emitted_at_micros = excluded.emitted_at_micros"
          + " WHERE emitted_at_micros <= excluded.emitted_at_micros";

  private final Connection connection;
  private final int generation;
  private boolean durable;

  private SqliteSession(Connection connection, int generation) {
    this.connection = connection;
    this.generation = generation;
  }

  static SqliteSession open(SqliteFile file, int generation) throws SQLException {
    Connection connection = prepared(file);
    try {
      SqliteGuard.pass(connection);
      return new SqliteSession(connection, generation);
    } catch (SQLException refused) {
      connection.close();
      throw SqliteRefusal.named(refused);
    }
  }

  /**
   * A connection to a file that has our books.
   *
   * @throws LoaderException if it has not
   */
  static Connection prepared(SqliteFile file) throws SQLException {
    if (!file.exists()) {
      throw new LoaderException("there is no file " + file + ": run crossfade prepare");
    }
    Connection connection = file.write();
    try {
      if (Books.has(connection, "crossfade_applied")) {
        return connection;
      }
    } catch (SQLException refused) {
      connection.close();
      throw SqliteRefusal.named(refused);
    }
    connection.close();
    throw new LoaderException(
        file + " is not prepared: run crossfade prepare (it has no table crossfade_applied)");
  }

  Connection connection() {
    return connection;
  }

  /**
   * In WAL mode a commit is not synced with the disk, and a power cut may undo the last of them,
   * rows and offsets together. Where somebody relies on it, it is, with all before it.
   */
  @Override
  public void begin(Batch batch) throws SQLException {
    SqliteRefusal.naming(
        () -> {
          synchronous(batch.isReliedOn());
          connection.setAutoCommit(false);
        });
    advance(batch);
  }

  private void synchronous(boolean full) throws SQLException {
    if (durable != full) {
      Books.execute(connection, "PRAGMA synchronous = " + (full ? "FULL" : "NORMAL"));
      durable = full;
    }
  }

  private void advance(Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      for (Map.Entry<Integer, Batch.Advance> each : batch.advances().entrySet()) {
        Batch.Advance advance = Objects.requireNonNull(each.getValue());
        statement.setLong(1, advance.to());
        statement.setInt(2, generation);
        statement.setString(3, batch.topic());
        statement.setInt(4, each.getKey());
        statement.setLong(5, advance.from());
        if (statement.executeUpdate() != 1) {
          throw new StaleLoaderException(
              "the new database does not stand where this loader read "
                  + batch.topic()
                  + " partition "
                  + each.getKey()
                  + " from: another loader has gone on, or the generation is closed");
        }
      }
    } catch (SQLException refused) {
      throw SqliteRefusal.named(refused);
    }
  }

  @Override
  public void commit(Batch batch) throws SQLException {
    SqliteRefusal.naming(
        () -> {
          arrived(batch);
          connection.setAutoCommit(true); // commits
        });
  }

  private void arrived(Batch batch) throws SQLException {
    if (batch.arrivals().isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ARRIVED)) {
      for (Batch.Arrival arrival : batch.arrivals()) {
        Marker marker = arrival.marker();
        statement.setInt(1, generation);
        statement.setString(2, batch.topic());
        statement.setInt(3, arrival.partition());
        statement.setString(4, marker.feederTopic());
        statement.setInt(5, marker.feederPartition());
        statement.setString(6, Batch.slot(marker));
        statement.setString(7, marker.id());
        statement.setString(8, marker.kind().name());
        statement.setLong(9, marker.position());
        statement.setLong(10, marker.emittedAtMicros());
        statement.executeUpdate();
      }
    }
  }

  @Override
  public void rollBack() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public Parked parked(String newTable) {
    return new SqliteParked(connection, generation, newTable);
  }

  @Override
  public DeadLetters deadLetters() {
    return new SqliteDeadLetters(connection, generation);
  }

  @Override
  public Ledger ledger() {
    return new SqlLedger(connection, "crossfade_");
  }

  /** A file loses nothing that was committed while this process lives. */
  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
