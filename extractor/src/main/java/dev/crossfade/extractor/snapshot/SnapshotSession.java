package dev.crossfade.extractor.snapshot;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** One connection that sees the old database as of one moment, until it is renewed. */
final class SnapshotSession implements AutoCloseable {

  private final Connection connection;
  private long takenAtMicros;
  private long begunNanos;

  /**
   * Opens a connection and its snapshot.
   *
   * @param exported the name of the snapshot to see; empty for one of its own, as of now
   */
  SnapshotSession(PostgresUrl url, Optional<String> exported) throws SQLException {
    connection = Session.open(url);
    try {
      Session.unlimit(connection);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      begin(exported);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private void begin(Optional<String> exported) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (exported.isPresent()) { // before any query
        statement.execute("SET TRANSACTION SNAPSHOT '" + exported.get() + "'");
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")) {
        row.next();
        takenAtMicros = row.getLong(1);
      }
    }
    begunNanos = System.nanoTime();
  }

  Connection connection() {
    return connection;
  }

  long takenAtMicros() {
    return takenAtMicros;
  }

  boolean isOlderThan(Duration age) {
    return System.nanoTime() - begunNanos > age.toNanos();
  }

  /** Lets the old snapshot and its locks go and sees the database as of now. */
  void renew() throws SQLException {
    connection.commit();
    begin(Optional.empty());
  }

  /** Breaks whatever the session is doing, from another thread. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      // closed is closed
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException alreadyGone) {
      // closed is closed
    }
  }
}
