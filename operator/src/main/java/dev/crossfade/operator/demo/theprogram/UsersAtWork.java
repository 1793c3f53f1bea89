package dev.crossfade.operator.demo.theprogram;

import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.WorkloadFailedException;
import dev.crossfade.operator.demo.WorkloadTotals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** All users at work, one transaction after the other, at a pace. */
final class UsersAtWork implements LiveWorkload {

  private static final String THROW =
      "SELECT set_config('demo.mine', ?, true), set_config('demo.pick', ?, true),"
          + " set_config('demo.new', ?, true), set_config('demo.n', ?, true)";

  private final DataSource old;
  private final Life life;
  private final Random dice;
  private final int changesPerSecond;
  private final Thread thread = new Thread(this::work, "theprogram-users");
  private final Map<String, Long> byHappening = new HashMap<>();
  private long transactions;
  private long rowChanges;
  private long refused;
  private volatile boolean working;
  private volatile @Nullable Exception failure;

  UsersAtWork(DataSource old, Life life, long seed, int changesPerSecond) {
    if (changesPerSecond < 1) {
      throw new IllegalArgumentException(
          "changes per second must be above 0, not " + changesPerSecond);
    }
    this.old = old;
    this.life = life;
    this.dice = new Random(seed);
    this.changesPerSecond = changesPerSecond;
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    working = true;
    thread.start();
  }

  @Override
  public void stop() {
    close();
    Exception broken = failure;
    if (broken != null) {
      throw new WorkloadFailedException("the users at work broke down", broken);
    }
  }

  @Override
  public boolean working() {
    return working;
  }

  @Override
  public synchronized WorkloadTotals totals() {
    return new WorkloadTotals(transactions, rowChanges, refused, byHappening);
  }

  @Override
  public void close() {
    working = false;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt(); // the thread is a daemon and ends by itself
    }
  }

  private void work() {
    try (Connection connection = old.getConnection();
        Statement sql = connection.createStatement();
        PreparedStatement throwing = connection.prepareStatement(THROW)) {
      sql.execute(life.session());
      connection.setAutoCommit(false);
      long began = System.nanoTime();
      while (working) {
        happen(connection, sql, throwing);
        await(began);
      }
    } catch (SQLException | RuntimeException broken) {
      failure = broken;
      working = false;
    }
  }

  private void happen(Connection connection, Statement sql, PreparedStatement throwing)
      throws SQLException {
    Life.Happening happening = life.next(dice);
    throwing.setString(1, dice.nextBoolean() ? "yes" : "no");
    throwing.setString(2, new UUID(dice.nextLong(), dice.nextLong()).toString());
    throwing.setString(3, Long.toHexString(dice.nextLong()));
    throwing.setString(4, String.valueOf(dice.nextLong() & Long.MAX_VALUE));
    try {
      throwing.execute();
      long changed = 0;
      boolean rows = sql.execute(happening.sql());
      while (rows || sql.getUpdateCount() >= 0) {
        changed += rows ? 0 : sql.getUpdateCount();
        rows = sql.getMoreResults();
      }
      connection.commit();
      count(happening, changed);
    } catch (PSQLException why) {
      if (why.getServerErrorMessage() == null || isOurMistake(String.valueOf(why.getSQLState()))) {
        throw why;
      }
      connection.rollback();
      refuse();
    }
  }

  /** What no other session and no fence can be the reason of. */
  private static boolean isOurMistake(String sqlState) {
    return sqlState.startsWith("42") || sqlState.startsWith("22") || sqlState.startsWith("57P");
  }

  private synchronized void count(Life.Happening happening, long changed) {
    transactions++;
    rowChanges += changed;
    byHappening.merge(happening.name(), 1L, Long::sum);
  }

  private synchronized void refuse() {
    refused++;
  }

  private void await(long began) {
    long dueNanos = TimeUnit.SECONDS.toNanos(totals().rowChanges()) / changesPerSecond;
    while (working && System.nanoTime() - began < dueNanos) {
      LockSupport.parkNanos(Math.min(dueNanos, TimeUnit.MILLISECONDS.toNanos(50)));
    }
  }
}
