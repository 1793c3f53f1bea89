package dev.crossfade.extractor.debezium;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import io.debezium.jdbc.JdbcConnection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A Debezium replication connection that streams from our position and prints values as the
 * snapshot does.
 *
 * <p>The server itself leaves out every transaction that ended before the position, so nothing has
 * to be searched or skipped on our side.
 */
@SuppressWarnings("try") // Debezium declares close() so
final class TappedConnection implements ReplicationConnection {

  private static final String PINNED =
      "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres';"
          + " SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content'";

  private final ReplicationConnection connection;
  private final long fromLsn;
  private final Runnable slotCheck;
  private final MessageTap tap;

  TappedConnection(
      ReplicationConnection connection, long fromLsn, Runnable slotCheck, MessageTap tap) {
    this.connection = connection;
    this.fromLsn = fromLsn;
    this.slotCheck = slotCheck;
    this.tap = tap;
  }

  @Override
  public ReplicationStream startStreaming(WalPositionLocator ignored)
      throws SQLException, InterruptedException {
    connection.initConnection(); // makes the slot if it is gone: a new one begins too late
    try {
      slotCheck.run();
    } catch (RuntimeException refused) {
      tap.failed(refused);
      throw refused;
    }
    try (Statement statement = ((JdbcConnection) connection).connection().createStatement()) {
      statement.execute(PINNED);
    }
    return new TappedStream(
        connection.startStreaming(Lsn.valueOf(fromLsn), new WalPositionLocator()), tap);
  }

  @Override
  public ReplicationStream startStreaming(Lsn ignored, WalPositionLocator locator)
      throws SQLException, InterruptedException {
    return startStreaming(locator);
  }

  /** The slot is made with the snapshot, never here. */
  @Override
  public Optional<SlotCreationResult> createReplicationSlot() {
    slotCheck.run();
    throw new IllegalStateException("the replication slot came back while it was asked for");
  }

  @Override
  public void initConnection() throws SQLException, InterruptedException {
    connection.initConnection();
  }

  @Override
  public boolean isConnected() throws SQLException {
    return connection.isConnected();
  }

  @Override
  public void reconnect() throws SQLException {
    connection.reconnect();
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }
}
