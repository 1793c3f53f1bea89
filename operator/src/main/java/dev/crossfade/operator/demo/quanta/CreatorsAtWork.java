package dev.crossfade.operator.demo.quanta;

import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.Pace;
import dev.crossfade.operator.demo.Tally;
import dev.crossfade.operator.demo.WorkloadFailedException;
import dev.crossfade.operator.demo.WorkloadTotals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Creators who post, like, follow and switch avatars, on two connections that share one pace. What
 * each of them does depends on the seed and on the rows it meets.
 */
final class CreatorsAtWork implements LiveWorkload {

  private static final int SESSIONS = 2;
  private static final int STATEMENTS_MAX = 3;

  /** One transaction in this many is given up. */
  private static final int GIVEN_UP = 50;

  /** Dead locks, broken constraints, lock time-outs, a statement cancelled, a fence. */
  private static final List<String> REFUSALS = List.of("40", "23", "55", "57014", "25006", "P0001");

  private final DataSource old;
  private final long seed;
  private final int changesPerSecond;
  private final Tally tally = new Tally();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean working;

  CreatorsAtWork(DataSource old, long seed, int changesPerSecond) {
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
    for (int session = 0; session < SESSIONS; session++) {
      SplittableRandom random = new SplittableRandom(seed * 31 + session);
      Thread thread = new Thread(() -> work(random, pace), "creators-" + session);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void work(SplittableRandom random, Pace pace) {
    try (Connection connection = old.getConnection()) {
      connection.setAutoCommit(false);
      while (working) {
        pace.made(transaction(connection, random), () -> working);
      }
    } catch (SQLException | RuntimeException broken) {
      failure.compareAndSet(null, broken);
      working = false;
    }
  }

  /** Returns the rows changed, at least 1, so that a refusal takes its time, too. */
  private int transaction(Connection connection, SplittableRandom random) throws SQLException {
    int changed = 0;
    Happening happening = Happening.at(random.nextInt(Happening.WEIGHTS));
    try {
      for (int i = 1 + random.nextInt(STATEMENTS_MAX); i > 0; i--) {
        happening = Happening.at(random.nextInt(Happening.WEIGHTS));
        changed += happen(connection, random, happening);
      }
    } catch (SQLException refused) {
      connection.rollback();
      String state = String.valueOf(refused.getSQLState());
      if (REFUSALS.stream().noneMatch(state::startsWith)) {
        throw refused;
      }
      tally.refused();
      return 1;
    }
    if (random.nextInt(GIVEN_UP) == 0) {
      connection.rollback();
      return 1;
    }
    connection.commit();
    tally.committed(happening.name(), changed);
    return Math.max(1, changed);
  }

  private static int happen(Connection connection, SplittableRandom random, Happening happening)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(happening.sql())) {
      for (int i = 1; i <= happening.randoms(); i++) {
        statement.setObject(i, new UUID(random.nextLong(), random.nextLong()));
      }
      return statement.executeUpdate();
    }
  }

  @Override
  public void stop() {
    close();
    Exception reason = failure.get();
    if (reason != null) {
      throw new WorkloadFailedException("the creators on the old database broke down", reason);
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
