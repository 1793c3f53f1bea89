package dev.crossfade.operator.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Several sessions at work on the old database, each on a thread of its own, at one pace. */
public final class DatabaseWorkload implements LiveWorkload {

  private final String who;
  private final DataSource old;
  private final int changesPerSecond;
  private final int sessions;
  private final Work work;
  private final Tally tally = new Tally();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean working;

  /** What one session does. */
  @FunctionalInterface
  public interface Work {

    /**
     * Works until {@code goesOn} says no.
     *
     * @param session its number, from 0
     * @throws SQLException if the database cannot be worked with any more
     */
    void in(Connection connection, int session, Pace pace, Tally tally, BooleanSupplier goesOn)
        throws SQLException;
  }

  /**
   * Not yet started.
   *
   * @param who works, in a word or two
   * @param changesPerSecond rows inserted, updated and deleted a second, above 0
   */
  public DatabaseWorkload(
      String who, DataSource old, int changesPerSecond, int sessions, Work work) {
    if (changesPerSecond < 1) {
      throw new IllegalArgumentException(
          "changes per second must be above 0, not " + changesPerSecond);
    }
    this.who = who;
    this.old = old;
    this.changesPerSecond = changesPerSecond;
    this.sessions = sessions;
    this.work = work;
  }

  @Override
  public void start() {
    if (!threads.isEmpty()) {
      throw new IllegalStateException("the workload was started before");
    }
    working = true;
    Pace pace = new Pace(changesPerSecond);
    for (int session = 0; session < sessions; session++) {
      int number = session;
      Thread thread = new Thread(() -> work(number, pace), who + " " + session);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void work(int session, Pace pace) {
    try (Connection connection = old.getConnection()) {
      work.in(connection, session, pace, tally, () -> working);
    } catch (SQLException | RuntimeException broken) {
      failure.compareAndSet(null, broken);
      working = false;
    }
  }

  @Override
  public void stop() {
    close();
    Exception reason = failure.get();
    if (reason != null) {
      throw new WorkloadFailedException(who + " at work on the old database broke down", reason);
    }
  }

  @Override
  public boolean working() {
    return working;
  }

  @Override
  public WorkloadTotals totals() {
    return tally.totals();
  }

  @Override
  public void close() {
    working = false;
    threads.forEach(LockSupport::unpark);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the threads are daemons and end by themselves
    }
  }
}
