package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.testkit.Deadline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.junit.jupiter.api.Test;

/** BREAKS 24: whatever Kafka forgets, the loader refuses and says how to recover. */
class KafkaForgetsIT {

  private static final NewTable PEOPLE =
      table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id");

  private static final String PEOPLE_DDL = "CREATE TABLE people (id bigint PRIMARY KEY, name text)";

  private static NewWorld loaded() throws Exception {
    NewWorld world = new NewWorld(1, List.of(PEOPLE), PEOPLE_DDL);
    RunningLoader loader = world.load();
    world.send(() -> world.put("people", 1L, "a"));
    world.untilArrived();
    loader.close();
    return world;
  }

  // Red without StartingPoint.identify.
  @Test
  void aTopicDeletedAndMadeAgainIsRefused() throws Exception {
    try (NewWorld world = loaded();
        Admin admin = Admin.create(world.kafka.admin())) {
      admin.deleteTopics(List.of(world.records.topic("people"))).all().get();
      world.makeTopicsAgain();

      assertThat(world.load().end(NewWorld.LONG_ENOUGH))
          .isInstanceOf(KafkaForgotException.class)
          .hasMessageContaining("deleted and made again")
          .hasMessageContaining("unprepare");
    }
  }

  // Red without the comparison with plan.partitions() in StartingPoint.identify.
  @Test
  void addedPartitionsAreRefused() throws Exception {
    try (NewWorld world = loaded();
        Admin admin = Admin.create(world.kafka.admin())) {
      admin
          .createPartitions(Map.of(world.records.topic("people"), NewPartitions.increaseTo(2)))
          .all()
          .get();

      assertThat(world.load().end(NewWorld.LONG_ENOUGH))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("has 2 partitions, the plan says 1");
    }
  }

  // Red without the comparison with the end in StartingPoint.seekable: Kafka's own reset then
  // decides.
  @Test
  void aTopicThatEndsBeforeWhatIsAppliedIsRefused() throws Exception {
    try (NewWorld world = loaded()) {
      world.database.execute(
          "UPDATE crossfade.applied SET next_offset = 1000 WHERE topic = '"
              + world.records.topic("people")
              + "'");

      assertThat(world.load().end(NewWorld.LONG_ENOUGH))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("the new database has applied it up to 1000");
    }
  }

  // A compacted topic may begin later: what was there is superseded. One that drops by age may not.
  // Red without mustBeCompacted.
  @Test
  void recordsDroppedBeforeTheyWereAppliedAreRefusedUnlessCompacted() throws Exception {
    try (NewWorld world = new NewWorld(1, List.of(PEOPLE), PEOPLE_DDL);
        Admin admin = Admin.create(world.kafka.admin())) {
      String topic = world.records.topic("people");
      world.send(() -> world.put("people", 1L, "superseded"));
      world.send(() -> world.put("people", 1L, "last"));
      world.configure(admin, topic, "cleanup.policy", "compact,delete");
      Deadline.until(
          NewWorld.LONG_ENOUGH,
          "the broker has heard of the policy and drops records",
          () -> dropsRecordsBefore(admin, new TopicPartition(topic, 0), 2));

      assertThat(world.load().end(NewWorld.LONG_ENOUGH))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("dropped records that were not applied yet");

      world.configure(admin, topic, "cleanup.policy", "compact");
      world.load();
      world.untilArrived();
      assertThat(world.database.ask("SELECT name FROM people")).isEqualTo("last");
    }
  }

  private static boolean dropsRecordsBefore(Admin admin, TopicPartition partition, long offset)
      throws Exception {
    try {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all().get();
      return true;
    } catch (ExecutionException refusal) {
      if (refusal.getCause() instanceof PolicyViolationException) {
        return false;
      }
      throw refusal;
    }
  }
}
