package dev.crossfade.benchmark.orders;

import java.sql.SQLException;
import java.util.List;

/**
 * The old table: orders of about 200 bytes, ids from 1 without a gap.
 *
 * <p>Which ids are changed is fixed, so that no row is changed twice and nothing can be left out by
 * coalescing: every tenth is updated and every twentieth deleted in the churn, another tenth is
 * there for the latency.
 *
 * @param rows a multiple of {@link #CHUNK}
 */
public record Orders(long rows) {

  /** Ids whose changes make one transaction of the churn. */
  static final int CHUNK = 5_000;

  /** The same table in both databases; the peers cannot reshape it. */
  public static final String TABLE =
      """
      CREATE TABLE orders (
        id           bigint PRIMARY KEY,
        customer_id  bigint NOT NULL,
        status       text NOT NULL,
        quantity     integer NOT NULL,
        unit_cents   bigint NOT NULL,
        currency     text,
        email        text NOT NULL,
        note         text,
        gift         boolean NOT NULL,
        placed_at    timestamp NOT NULL,
        shipped_at   timestamp,
        revision     integer NOT NULL
      )""";

  private static final String FILL =
      """
      INSERT INTO orders
      SELECT n, n %% 100003, (ARRAY['new', 'paid', 'sent', 'back'])[1 + n %% 4], 1 + n %% 9, 100 + n %% 90000,
             CASE WHEN n %% 5 > 0 THEN 'EUR' END, 'customer' || n %% 100003 || '@example.org',
             CASE WHEN n %% 10 > 0 THEN md5(n::text) || md5((n + 1)::text) || 'left at the door' END,
             n %% 50 = 0, timestamp '2020-01-01' + n * interval '37 seconds',
             CASE WHEN n %% 4 > 1 THEN timestamp '2020-01-03' + n * interval '37 seconds' END, 0
      FROM generate_series(%d, %d) AS n""";

  public Orders {
    if (rows < CHUNK || rows % CHUNK != 0) {
      throw new IllegalArgumentException("rows are a multiple of " + CHUNK + ", not " + rows);
    }
  }

  /** Makes and fills the table. */
  public void fill(Database old) throws SQLException {
    old.execute(TABLE, insert(1, rows), "VACUUM (FREEZE, ANALYZE) orders");
  }

  /** Changes in the churn: half of them updates, a quarter inserts, a quarter deletes. */
  public long churn() {
    return rows / 5;
  }

  /** The statements of one transaction of the churn: a thousand changes. */
  static List<String> churn(long firstId, long rows) {
    long lastId = firstId + CHUNK - 1;
    String range = " WHERE id BETWEEN " + firstId + " AND " + lastId;
    long firstNew = rows + 1 + (firstId - 1) / 20;
    return List.of(
        "UPDATE orders SET status = 'sent', shipped_at = placed_at, revision = 1"
            + range
            + " AND id % 10 = 0",
        "DELETE FROM orders" + range + " AND id % 20 = 5",
        insert(firstNew, firstNew + CHUNK / 20 - 1));
  }

  /** Rows after the churn: as many as before. */
  Content afterChurn() {
    return new Content(rows, rows / 10);
  }

  Content before() {
    return new Content(rows, 0);
  }

  /** The id of the n-th change of the latency run, from 0. */
  static long steadyId(long n) {
    return n * 10 + 1;
  }

  long steadyMax() {
    return rows / 10;
  }

  private static String insert(long first, long last) {
    return FILL.formatted(first, last);
  }

  /**
   * What tells a table's states apart.
   *
   * @param revisions the sum of column revision
   */
  record Content(long rows, long revisions) {}
}
