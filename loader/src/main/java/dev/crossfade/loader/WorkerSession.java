package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's session: made anew after a failure, after a while, until it is time to stop. */
final class WorkerSession implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkerSession.class);
  private static final long PAUSE_MIN_MILLIS = 50;
  private static final long PAUSE_MAX_MILLIS = 5_000;
  private static final int SYSTEMIC_TRIES = 5;
  private static final long LONG_NANOS = 5_000_000_000L;

  private final LoaderSettings settings;
  private final MigrationPlan plan;
  private final CountDownLatch stop;
  private volatile @Nullable LoadSession session;
  private volatile boolean works;
  private volatile long worksSince;
  private int failures;
  private int systemicFailures;
  private long failingSince;

  WorkerSession(LoaderSettings settings, MigrationPlan plan, CountDownLatch stop) {
    this.settings = settings;
    this.plan = plan;
    this.stop = stop;
  }

  /** The session, to begin a piece of work that ends with {@link #rest}. */
  LoadSession begin() throws SQLException {
    LoadSession open = session;
    if (open == null) {
      open = settings.newDatabase().session(plan);
      session = open;
    }
    worksSince = System.nanoTime();
    works = true;
    return open;
  }

  void rest() {
    works = false;
  }

  /** Called by another thread, again and again: work that takes long may wait for a loader. */
  void look() {
    LoadSession at = session;
    if (at != null && works && System.nanoTime() - worksSince > LONG_NANOS) {
      try {
        at.endRivals();
      } catch (SQLException passing) {
        log.debug("cannot ask whom a session waits for", passing);
      }
    }
  }

  void worked() {
    if (failures > 0) {
      log.info("the new database takes rows again after {} failures", failures);
    }
    failures = 0;
    systemicFailures = 0;
  }

  /**
   * Waits before the next try, or gives up.
   *
   * @throws LoaderException if it will not pass by itself, or did not within the time given
   */
  void failed(SQLException e, String topic) throws InterruptedException {
    close();
    Failure failure = Failure.of(e);
    if (failures == 0) {
      failingSince = System.nanoTime();
    }
    failures++;
    systemicFailures += failure.kind() == Failure.Kind.TRANSIENT ? 0 : 1;
    boolean tooLong = System.nanoTime() - failingSince > settings.retryFor().toNanos();
    if (systemicFailures >= SYSTEMIC_TRIES || tooLong) {
      throw new LoaderException(
          reason(topic, e) + ". Nothing is lost; start the loader again then", e);
    }
    long pause = Math.min(PAUSE_MAX_MILLIS, PAUSE_MIN_MILLIS << Math.min(failures - 1, 10));
    log.warn(
        "the new database does not take rows of {} (SQLSTATE {}); try {} in {} ms",
        topic,
        failure.sqlState(),
        failures + 1,
        pause);
    var unused = stop.await(pause, TimeUnit.MILLISECONDS);
  }

  /** Why, and what to mend; without values. */
  static String reason(String topic, SQLException e) {
    String state = Failure.of(e).sqlState();
    return "the new database does not take rows of "
        + topic
        + " (SQLSTATE "
        + state
        + "): "
        + mend(state, e);
  }

  private static String mend(String state, SQLException e) {
    return switch (state) {
      case "42501" -> "a privilege is missing, see crossfade grants: " + firstLine(e);
      case "42P01", "42703", "3F000" ->
          "it is not the one that was prepared, undo what changed it: " + firstLine(e);
      case "42P10" -> "the unique index of the table's key is gone, make it again";
      case "25006" -> "it is read-only: a standby perhaps, or a file that we may not write";
      case "53100" -> "its disk is full, make room";
      default -> firstLine(e);
    };
  }

  /** The database's message without its detail, which may hold values. */
  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  @Override
  public void close() {
    try {
      LoadSession open = session;
      if (open != null) {
        open.close();
      }
    } catch (SQLException e) {
      log.debug("closing a session that failed", e);
    } finally {
      session = null;
    }
  }
}
