package dev.crossfade.extractor.debezium;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Debezium stream whose decoded messages come to us and go no further: Debezium's offsets, its
 * envelopes and its queue see none of them.
 */
@SuppressWarnings("try") // Debezium declares close() so
final class TappedStream implements ReplicationStream {

  private static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ReplicationStream stream;
  private final MessageTap tap;
  private long confirmedLsn;
  private long confirmedNanos;

  TappedStream(ReplicationStream stream, MessageTap tap) {
    this.stream = stream;
    this.tap = tap;
  }

  @Override
  public boolean readPending(ReplicationMessageProcessor debezium)
      throws SQLException, InterruptedException {
    try {
      boolean any = stream.readPending(this::take);
      if (!any) {
        tap.listener().idle();
      }
      confirm();
      return any;
    } catch (RuntimeException | Error failure) {
      tap.failed(failure);
      throw failure;
    }
  }

  @Override
  public void read(ReplicationMessageProcessor debezium) throws SQLException, InterruptedException {
    stream.read(this::take);
  }

  private void take(ReplicationMessage message) {
    tap.take(message, stream.lastReceivedLsn().asLong());
  }

  private void confirm() throws SQLException {
    long lsn = tap.listener().confirmableLsn();
    long now = System.nanoTime();
    if (lsn > confirmedLsn && now - confirmedNanos > CONFIRM_NANOS) {
      stream.flushLsn(Lsn.valueOf(lsn));
      confirmedLsn = lsn;
      confirmedNanos = now;
    }
  }

  /** Only our own position is ever confirmed. */
  @Override
  public void flushLsn(Lsn debeziums) {}

  @Override
  public Lsn lastReceivedLsn() {
    return stream.lastReceivedLsn();
  }

  @Override
  public Lsn startLsn() {
    return stream.startLsn();
  }

  @Override
  public void startKeepAlive(ExecutorService service) {
    stream.startKeepAlive(service);
  }

  @Override
  public void stopKeepAlive() {
    stream.stopKeepAlive();
  }

  @Override
  public void close() throws Exception {
    stream.close();
  }
}
