package dev.crossfade.verifier;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One side's rows counted and hashed, per bucket of keys: two 64-bit hashes of each row's text,
 * summed.
 *
 * @param buckets by bucket number; buckets without rows are absent
 */
public record Fingerprints(Map<Integer, Bucket> buckets) {

  /** Rows in a bucket and the sums of their hashes. */
  public record Bucket(long rows, BigDecimal first, BigDecimal second) {}

  /**
   * Reads one side.
   *
   * @param rows a query that gives {@code k, v1 … vN}
   * @param columns N
   * @param bucketMask a power of two, less one
   */
  static Fingerprints read(Connection connection, String rows, int columns, int bucketMask)
      throws SQLException {
    Map<Integer, Bucket> buckets = new HashMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery(
                "SELECT b, pg_catalog.count(*), pg_catalog.sum(h1), pg_catalog.sum(h2) FROM (SELECT "
                    + bucketOf("k", bucketMask)
                    + " AS b, "
                    + hash("r", 1)
                    + " AS h1, "
                    + hash("r", 2)
                    + " AS h2 FROM (SELECT k, ROW(k"
                    + values(columns)
                    + ")::pg_catalog.text AS r FROM ("
                    + rows
                    + ") AS rows) AS texts) AS hashes GROUP BY b")) {
      while (found.next()) {
        buckets.put(
            found.getInt(1),
            new Bucket(found.getLong(2), found.getBigDecimal(3), found.getBigDecimal(4)));
      }
    }
    return new Fingerprints(buckets);
  }

  long rows() {
    return buckets.values().stream().mapToLong(Bucket::rows).sum();
  }

  /** The buckets that differ between the sides. */
  Set<Integer> differing(Fingerprints other) {
    Set<Integer> all = new HashSet<>(buckets.keySet());
    all.addAll(other.buckets.keySet());
    all.removeIf(
        bucket -> {
          Bucket mine = buckets.get(bucket);
          return mine != null && mine.equals(other.buckets.get(bucket));
        });
    return all;
  }

  /** The bucket of a key text, the same on both servers. */
  static String bucketOf(String key, int bucketMask) {
    return "(" + hash(key, 0) + " & " + bucketMask + ")::pg_catalog.int4";
  }

  static String values(int columns) {
    StringBuilder values = new StringBuilder();
    for (int i = 1; i <= columns; i++) {
      values.append(", v").append(i);
    }
    return values.toString();
  }

  // PostgreSQL keeps this function's results from version to version: hash partitions stand on
  // them.
  private static String hash(String text, int seed) {
    return "pg_catalog.hashtextextended(" + text + " COLLATE \"C\", " + seed + ")";
  }
}
