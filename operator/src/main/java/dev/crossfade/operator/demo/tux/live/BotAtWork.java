package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.Pace;
import dev.crossfade.operator.demo.Tally;
import dev.crossfade.operator.demo.WorkloadFailedException;
import dev.crossfade.operator.demo.WorkloadTotals;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The bot, on three connections that share one pace. What each of them does depends on the seed and
 * on what it finds in the database when it begins; how far it gets, on the clock.
 */
public final class BotAtWork implements LiveWorkload {

  private static final int SHIFTS = 3;

  private final DataSource old;
  private final long seed;
  private final int changesPerSecond;
  private final Tally tally = new Tally();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean working;

  /**
   * @param changesPerSecond rows inserted, updated and deleted a second, above 0
   */
  public BotAtWork(DataSource old, long seed, int changesPerSecond) {
    if (changesPerSecond < 1) {
      throw new IllegalArgumentException(
          "changes per second must be above 0, not " + changesPerSecond);
    }
    this.old = old;
    this.seed = seed;
    this.changesPerSecond = changesPerSecond;
  }

  @Override
  public void start() {
    if (!threads.isEmpty()) {
      throw new IllegalStateException("the workload was started before");
    }
    working = true;
    Pace pace = new Pace(changesPerSecond);
    for (int shift = 0; shift < SHIFTS; shift++) {
      int number = shift;
      Thread thread = new Thread(() -> work(number, pace), "tux-bot-" + shift);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  @Override
  public void stop() {
    close();
    Exception reason = failure.get();
    if (reason != null) {
      throw new WorkloadFailedException("the bot at work on the old database broke down", reason);
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

  private void work(int shift, Pace pace) {
    try (Connection connection = old.getConnection()) {
      Desk desk = Desk.of(connection, seed, shift, SHIFTS);
      Shift.on(connection, desk, pace, tally).work(() -> working);
    } catch (SQLException | RuntimeException e) {
      failure.compareAndSet(null, e);
      working = false;
    }
  }
}
