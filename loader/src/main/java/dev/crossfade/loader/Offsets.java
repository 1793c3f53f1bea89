package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the new database stands, asked over a connection of its own each time. */
final class Offsets {

  private final NewDatabase newDatabase;
  private final MigrationPlan plan;
  private final StartingPoint start;

  Offsets(NewDatabase newDatabase, MigrationPlan plan, StartingPoint start) {
    this.newDatabase = newDatabase;
    this.plan = plan;
    this.start = start;
  }

  /**
   * The next offset of each partition.
   *
   * @throws GenerationClosedException if the new database is open for the application
   * @throws StaleLoaderException if it knows no such generation any more
   */
  Map<TopicPartition, Long> standing(Collection<TopicPartition> partitions) throws SQLException {
    Map<TopicPartition, Long> standing = new HashMap<>();
    try (Ledger ledger = newDatabase.ledger()) {
      for (TopicPartition partition : partitions) {
        Ledger.Position position =
            ledger
                .position(plan.generation(), partition.topic(), partition.partition())
                .orElseThrow(
                    () ->
                        new StaleLoaderException(
                            "the new database is no longer at generation "
                                + plan.generation()
                                + ": another has taken over. Start the loader again, it reads the"
                                + " current one"));
        if (!position.open()) {
          throw new GenerationClosedException(
              "the new database is open for the application: nothing more is loaded");
        }
        standing.put(partition, position.nextOffset());
      }
    }
    return standing;
  }

  Map<TopicPartition, Long> seekable(
      Map<TopicPartition, Long> stands,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends) {
    return start.seekable(stands, beginnings, ends);
  }
}
