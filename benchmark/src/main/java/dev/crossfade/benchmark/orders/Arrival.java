package dev.crossfade.benchmark.orders;

import dev.crossfade.benchmark.orders.Orders.Content;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits until the new table holds what it should, and looks at it as little as it can. */
public final class Arrival {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** Counting all rows takes the servers' time, so it is done rarely before most are there. */
  private static final Duration COUNT_EVERY = Duration.ofSeconds(2);

  /** Once this part of the rows is there, each look counts them. */
  private static final double NEARLY = 0.95;

  private final Database database;
  private final String table;
  private final String orders;
  private final Supplier<Optional<String>> complaint;
  private final Duration waitMax;
  private long writtenBefore;

  /**
   * @param orders an aggregate over the table that gives how many orders are in it
   * @param complaint says when waiting has no use any more
   */
  public Arrival(
      Database database,
      String table,
      String orders,
      Supplier<Optional<String>> complaint,
      Duration waitMax) {
    this.database = database;
    this.table = table;
    this.orders = orders;
    this.complaint = complaint;
    this.waitMax = waitMax;
  }

  /**
   * Returns when all rows of the first load are there.
   *
   * @return {@link System#nanoTime()} when the first of them were seen
   */
  public long awaitLoad(Orders orders) throws SQLException {
    return await(orders.before(), orders.rows());
  }

  /** Returns when the whole churn is there. */
  public void awaitChurn(Orders orders) throws SQLException {
    await(orders.afterChurn(), orders.churn());
  }

  /** Returns when so many changes of the latency run are there too. */
  public void awaitSteady(Orders orders, long changes) throws SQLException {
    Content churned = orders.afterChurn();
    await(new Content(churned.rows(), churned.revisions() + changes), changes);
  }

  /** A table of totals is small, and has fewer changes than there are orders. */
  private Duration countEvery() {
    return orders.equals("count(*)") ? COUNT_EVERY : LOOK_EVERY;
  }

  private long await(Content expected, long changes) throws SQLException {
    long deadline = System.nanoTime() + waitMax.toNanos();
    long firstSeen = 0;
    Duration countEvery = countEvery();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      long lastCount = System.nanoTime();
      while (true) {
        long written = written(statement) - writtenBefore;
        firstSeen = firstSeen == 0 && written > 0 ? System.nanoTime() : firstSeen;
        boolean overdue = System.nanoTime() - lastCount > countEvery.toNanos();
        if (written >= changes * NEARLY || overdue) {
          if (content(statement).equals(expected)) {
            writtenBefore += changes;
            return firstSeen == 0 ? System.nanoTime() : firstSeen;
          }
          lastCount = System.nanoTime();
        }
        check(deadline, expected, statement);
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
  }

  private void check(long deadline, Content expected, Statement statement) throws SQLException {
    Optional<String> wrong = complaint.get();
    if (wrong.isPresent()) {
      throw new IllegalStateException(wrong.get());
    }
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException(
          "after "
              + waitMax.toSeconds()
              + " s the new table holds "
              + content(statement)
              + " instead of "
              + expected);
    }
  }

  /** Changes of the table that the server has counted; it is a second late at most. */
  private long written(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables WHERE relname = '"
                + table
                + "'")) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private Content content(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT " + orders + ", coalesce(sum(revision), 0)::bigint FROM " + table)) {
      result.next();
      return new Content(result.getLong(1), result.getLong(2));
    }
  }
}
