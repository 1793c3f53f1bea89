package dev.crossfade.extractor;

import dev.crossfade.control.StatusReport;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.oldside.MarkerEmitter;
import dev.crossfade.extractor.oldside.OldSideException;
import dev.crossfade.extractor.oldside.OldSideRefusedException;
import dev.crossfade.extractor.oldside.SchemaGuard;
import dev.crossfade.extractor.oldside.Slot;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Beside the reading: sends heartbeats through the old log, looks at the slot and at the old
 * catalog, and interrupts the reader when it must stop.
 */
final class Watch implements AutoCloseable {

  private final ExtractorSettings settings;
  private final TopicNames names;
  private final StatusBoard board;
  private final SchemaGuard guard;
  private final Thread reader;
  private final Connection connection;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "crossfade-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable RuntimeException failure;
  private volatile @Nullable WalOverBudgetException dropping;
  private long lastId;
  private long lookedNanos;

  /** Watches for the thread that makes it. */
  Watch(ExtractorSettings settings, TopicNames names, StatusBoard board, SchemaGuard guard) {
    this.settings = settings;
    this.names = names;
    this.board = board;
    this.guard = guard;
    this.reader = Thread.currentThread();
    try {
      connection = Session.open(settings.old());
      Session.unlimit(connection);
    } catch (SQLException refused) {
      throw new OldSideException("cannot reach the old database", refused);
    }
    var unused =
        clock.scheduleAtFixedRate(
            this::look, 0, settings.heartbeatEvery().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why the reader was interrupted; null if not by us. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** The same, or that the slot is being dropped: then the reader may fail before it is told. */
  @Nullable RuntimeException verdict() {
    RuntimeException said = failure;
    return said != null ? said : dropping;
  }

  private void look() {
    try {
      if (board.state() == StatusReport.State.STREAMING) {
        heartbeat();
      }
      if (System.nanoTime() - lookedNanos > TimeUnit.SECONDS.toNanos(1)) {
        lookedNanos = System.nanoTime();
        slot();
        guard.check();
      }
    } catch (SQLException refused) {
      stopReader(new OldSideException("lost the old database", refused));
    } catch (RuntimeException problem) {
      stopReader(problem);
    }
  }

  private void heartbeat() throws SQLException {
    lastId = Math.max(lastId + 1, System.currentTimeMillis() * 1000);
    String id = String.format(Locale.ROOT, "%020d", lastId);
    MarkerEmitter.emit(connection, names, id, Marker.Kind.HEARTBEAT);
  }

  private void slot() throws SQLException {
    Optional<Slot> slot = Slot.read(connection, names.slot());
    if (slot.isEmpty()) {
      throw new OldSideRefusedException(
          "replication slot "
              + names.slot()
              + " was dropped: changes may be missing. Start over: crossfade unprepare, then"
              + " prepare");
    }
    long retained = slot.get().retainedBytes();
    if (retained <= settings.walBudget().retainedBytesMax()) {
      board.slot(slot.get());
    } else if (settings.walBudget().overBudget() == WalBudget.OverBudget.ASK) {
      board.slot(
          slot.get(),
          "the old server keeps "
              + retained
              + " bytes of log for us, more than wal-retained-max: make room there, or give up with"
              + " unprepare");
    } else {
      WalOverBudgetException over =
          new WalOverBudgetException(retained, settings.walBudget().retainedBytesMax());
      dropping = over; // said first: the reader fails of itself as soon as its slot goes
      drop();
      throw over;
    }
  }

  private void drop() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String slot = names.slot();
      statement.execute(
          "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
              + slot
              + "' AND active");
      statement.execute("SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  private void stopReader(RuntimeException problem) {
    if (failure == null) {
      failure = problem;
      reader.interrupt();
    }
    clock.shutdown();
  }

  @Override
  public void close() {
    boolean dropsStill = dropping != null && failure == null;
    if (dropsStill) {
      clock.shutdown(); // the slot is to go
    } else {
      clock.shutdownNow();
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (dropsStill) {
        var unused = clock.awaitTermination(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      // closed is closed
    }
    try {
      var unused = clock.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
