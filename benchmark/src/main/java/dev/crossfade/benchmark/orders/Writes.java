package dev.crossfade.benchmark.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** What the old application writes while the migration runs. */
public record Writes(Database old, Orders orders) {

  private static final int WRITERS = 4;

  /** Writes the churn as fast as the old database takes it, a thousand changes a transaction. */
  public void churn() throws SQLException {
    try (Connection connection = old.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (long first = 1; first <= orders.rows(); first += Orders.CHUNK) {
        for (String sql : Orders.churn(first, orders.rows())) {
          statement.executeUpdate(sql);
        }
        connection.commit();
      }
    }
  }

  /**
   * Writes one change a transaction at an even pace, over four connections.
   *
   * @return changes written; fewer than asked for if there are not enough rows
   */
  public Paced steady(int changesPerSecond, Duration length)
      throws InterruptedException, ExecutionException {
    long wanted = (long) changesPerSecond * length.toSeconds();
    long changes = Math.min(wanted, orders.steadyMax()) / WRITERS * WRITERS;
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      long begin = System.nanoTime();
      List<Future<Void>> written = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        written.add(writers.submit(writer(writer, changes, changesPerSecond, begin)));
      }
      for (Future<Void> each : written) {
        each.get();
      }
      return new Paced(changes, changes / ((System.nanoTime() - begin) / 1e9));
    } finally {
      writers.shutdownNow();
    }
  }

  private Callable<Void> writer(int first, long changes, int changesPerSecond, long begin) {
    return () -> {
      try (Connection connection = old.connect();
          PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE orders SET status = 'paid', revision = 1 WHERE id = ?")) {
        for (long n = first; n < changes; n += WRITERS) {
          long due = begin + n * 1_000_000_000L / changesPerSecond;
          LockSupport.parkNanos(due - System.nanoTime());
          update.setLong(1, Orders.steadyId(n));
          update.executeUpdate();
        }
        return null;
      }
    };
  }

  /**
   * What was written at a pace.
   *
   * @param perSecond as it came out
   */
  public record Paced(long changes, double perSecond) {}
}
