package dev.crossfade.e2e.shop;

import dev.crossfade.e2e.harness.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * People at work in the shop: random transactions of one to eight statements until it is stopped,
 * some of them rolled back, some in a second session at the same time. A lost connection is made
 * again. The same seed writes the same statements.
 */
public final class ShopLife implements AutoCloseable {

  private static final long PAUSE_MILLIS = 4;

  private final Database old;
  private final int customers;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> sessions = new ArrayList<>();
  private final AtomicLong committed = new AtomicLong();
  private volatile @Nullable Throwable failure;

  private ShopLife(Database old, int customers) {
    this.old = old;
    this.customers = customers;
  }

  /** Starts to write with two sessions. */
  public static ShopLife start(Database old, int customers, long seed) {
    ShopLife life = new ShopLife(old, customers);
    for (int session = 0; session < 2; session++) {
      Random random = new Random(seed * 31 + session);
      Thread thread = new Thread(() -> life.work(random), "shop session " + session);
      life.sessions.add(thread);
      thread.start();
    }
    return life;
  }

  /** Transactions that were committed so far. */
  public long committed() {
    return committed.get();
  }

  /** Returns when nothing is in flight any more. */
  public void stop() {
    stopping.countDown();
    for (Thread session : sessions) {
      try {
        session.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", interrupted);
      }
    }
    if (failure != null) {
      throw new AssertionError("the shop's own work failed", failure);
    }
  }

  @Override
  public void close() {
    stopping.countDown();
  }

  private void work(Random random) {
    try {
      while (stopping.getCount() > 0) {
        try (Connection connection = old.connect()) {
          connection.setAutoCommit(false);
          while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            transaction(connection, random);
          }
        } catch (SQLException lost) {
          if (!isPassing(lost)) {
            throw lost;
          }
        }
      }
    } catch (InterruptedException | SQLException | RuntimeException broken) {
      failure = broken;
    }
  }

  /** The server restarts, or the two sessions met in a deadlock. */
  private static boolean isPassing(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") || state.startsWith("57P") || state.startsWith("40");
  }

  private void transaction(Connection connection, Random random) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int statements = 1 + random.nextInt(8);
      for (int i = 0; i < statements; i++) {
        statement.execute(sql(random));
      }
    } catch (SQLException refused) {
      connection.rollback();
      if (isPassing(refused)) {
        throw refused;
      }
      if (!"23505".equals(refused.getSQLState())) { // a key that is taken
        throw refused;
      }
      return;
    }
    if (random.nextInt(20) == 0) {
      connection.rollback();
    } else {
      connection.commit();
      committed.incrementAndGet();
    }
  }

  private String sql(Random random) {
    int customer = 1 + random.nextInt(customers + customers / 10);
    int order = 1 + random.nextInt(4 * customers + customers);
    int setting = 1 + random.nextInt(customers + customers / 10);
    int any = random.nextInt(1_000_000);
    int scopes = Shop.scopes(customers);
    int names = Shop.names(customers);
    return switch (random.nextInt(16)) {
      case 0 ->
          "INSERT INTO customer VALUES (%d, 'New%d@x.org', 'New', NULL, '+9 %d', NULL, NULL, now())"
              .formatted(customer, any, any);
      case 1 -> "DELETE FROM customer WHERE id = " + customer;
      case 2 ->
          "UPDATE customer SET id = %d WHERE id = %d".formatted(customers * 2 + any, customer);
      case 3 ->
          "UPDATE customer SET city = 'Town %d', email = 'P%d@X.org' WHERE id = %d"
              .formatted(any % 50, any, customer);
      case 4 ->
          "UPDATE customer SET phone_home = %s, phone_work = %s, phone_mobile = %s WHERE id = %d"
              .formatted(phone(random), phone(random), phone(random), customer);
      case 5 ->
          "UPDATE customer SET phone_home = phone_work, phone_work = phone_home WHERE id = "
              + customer;
      case 6, 7 ->
          "INSERT INTO orders VALUES (%d, %d, %d.5, 'new', '2024-05-01', 'note %d')"
              .formatted(order, customer, any % 500 - 50, any);
      case 8 ->
          "UPDATE orders SET total = %d.75, state = 'lost' WHERE id = %d"
              .formatted(any % 400 - 60, order);
      case 9 -> "DELETE FROM orders WHERE id = " + order;
      case 10 -> "UPDATE orders SET id = %d WHERE id = %d".formatted(customers * 10 + any, order);
      case 11 ->
          "INSERT INTO setting VALUES (%d, 'scope %d', 'name %d', 'value %d', true)"
              .formatted(setting, any % scopes, any % names, any);
      case 12 ->
          "UPDATE setting SET scope = 'scope %d', name = 'name %d', value = 'moved %d' WHERE id = %d"
              .formatted(any % scopes, any % names, any, setting);
      case 13 -> "UPDATE setting SET shown = NOT shown WHERE id = " + setting;
      case 14 -> "DELETE FROM setting WHERE id = " + setting;
      default -> "UPDATE setting SET id = %d WHERE id = %d".formatted(customers * 3 + any, setting);
    };
  }

  private static String phone(Random random) {
    return random.nextInt(3) == 0 ? "NULL" : "'+8 " + random.nextInt(100_000) + "'";
  }
}
