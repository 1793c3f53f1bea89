package dev.crossfade.benchmark.orders;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Time from a change's commit in the old database to its commit in the new one, as both servers
 * noted them ({@code track_commit_timestamp}, one clock).
 *
 * @param changes how many were measured
 */
public record Latency(long changes, double p50Millis, double p99Millis, double maxMillis) {

  /** Of a table in which no row says which change it came by. */
  public static final Latency UNKNOWN = new Latency(0, Double.NaN, Double.NaN, Double.NaN);

  /** Measures the changes of the latency run; all of them have arrived. */
  public static Latency of(
      Database old, Database fresh, String newTable, String newKey, long changes)
      throws SQLException {
    Map<Long, Long> committed = commits(old, "orders", "id", changes);
    Map<Long, Long> arrived = commits(fresh, newTable, newKey, changes);
    long[] micros =
        committed.entrySet().stream()
            .mapToLong(entry -> at(arrived, entry.getKey()) - entry.getValue())
            .sorted()
            .toArray();
    return new Latency(
        micros.length, quantile(micros, 0.5), quantile(micros, 0.99), quantile(micros, 1.0));
  }

  private static long at(Map<Long, Long> arrived, long id) {
    Long micros = arrived.get(id);
    if (micros == null) {
      throw new IllegalStateException("order " + id + " is not in the new table");
    }
    return micros;
  }

  private static double quantile(long[] sorted, double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] / 1000.0;
  }

  private static Map<Long, Long> commits(Database database, String table, String key, long changes)
      throws SQLException {
    String sql =
        "SELECT %s, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000)::bigint FROM %s WHERE %s = ANY (?)"
            .formatted(key, table, key);
    Long[] ids = new Long[(int) changes];
    Arrays.setAll(ids, Orders::steadyId);
    Map<Long, Long> micros = new HashMap<>();
    try (Connection connection = database.connect();
        Statement analyze = connection.createStatement();
        var statement = connection.prepareStatement(sql)) {
      analyze.execute("SET enable_seqscan = off");
      statement.setArray(1, connection.createArrayOf("bigint", ids));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          micros.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return micros;
  }
}
