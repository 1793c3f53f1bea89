package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.ArrayList;
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

  public Drained {
    missing = List.copyOf(missing);
  }

  /** Whether the new database holds all that was committed before the marker. */
  public boolean isDrained() {
    return complete && parked == 0;
  }

  /** Asks the new database about a drain or verify marker of the plan's generation. */
  public static Drained query(Ledger ledger, MigrationPlan plan, String markerId)
      throws SQLException {
    Map<String, Long> arrived = ledger.arrivals(plan.generation(), markerId);
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
    return new Drained(missing.isEmpty(), ledger.parked(plan.generation()), missing);
  }
}
