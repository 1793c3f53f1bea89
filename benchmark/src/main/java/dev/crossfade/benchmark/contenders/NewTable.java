package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.orders.Orders;
import java.util.Optional;

/**
 * The table that the rows arrive in, with a column {@code revision}.
 *
 * @param ddl makes it in the new database; empty if the contender does so itself
 * @param key the column that holds the order's id; empty if a row holds several orders
 * @param orders an aggregate over the table that gives how many orders are in it
 */
public record NewTable(String name, String ddl, Optional<String> key, String orders) {

  /** A table with a row for each order. */
  public static NewTable ofOrders(String name, String ddl, String key) {
    return new NewTable(name, ddl, Optional.of(key), "count(*)");
  }

  /** The old table once more. */
  static final NewTable SAME = ofOrders("orders", Orders.TABLE, "id");
}
