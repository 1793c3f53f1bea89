package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.orders.Orders;

/**
 * The table that the rows arrive in.
 *
 * @param ddl makes it in the new database; empty if the contender does so itself
 * @param key the column that holds the order's id
 */
public record NewTable(String name, String ddl, String key) {

  /** The old table once more. */
  static final NewTable SAME = new NewTable("orders", Orders.TABLE, "id");
}
