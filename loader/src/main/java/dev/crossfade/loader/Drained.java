package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether everything before a marker is applied in the new database: the marker has come from every
 * partition of every feeder into every partition, and nothing is parked.
 *
 * @param complete whether it has come from everywhere
 * @param parked how many rows wait for a unique value
 * @param missing where it has not come yet, for people: {@code "topic: 3 of 16"}
 */
public record Drained(boolean complete, long parked, List<String> missing) {

  private static final String ARRIVED =
      "SELECT topic, count(*) FROM crossfade.markers WHERE generation = ? AND marker_id = ?"
          + " GROUP BY topic";

  private static final String PARKED = "SELECT count(*) FROM crossfade.parked WHERE generation = ?";

  public Drained {
    missing = List.copyOf(missing);
  }

  /** Whether the new database holds all that was committed before the marker. */
  public boolean isDrained() {
    return complete && parked == 0;
  }

  /** Asks the new database about a drain or verify marker of the plan's generation. */
  public static Drained query(Connection connection, MigrationPlan plan, String markerId)
      throws SQLException {
    Map<String, Long> arrived = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(ARRIVED)) {
      statement.setInt(1, plan.generation());
      statement.setString(2, markerId);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          arrived.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    List<String> missing = new ArrayList<>();
    Topics.feeders(plan)
        .forEach(
            (topic, feeders) -> {
              long all = (long) plan.partitions() * plan.partitions() * feeders.size();
              long come = arrived.getOrDefault(topic, 0L);
              if (come < all) {
                missing.add(topic + ": " + come + " of " + all);
              }
            });
    return new Drained(missing.isEmpty(), parked(connection, plan.generation()), missing);
  }

  private static long parked(Connection connection, int generation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PARKED)) {
      statement.setInt(1, generation);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
