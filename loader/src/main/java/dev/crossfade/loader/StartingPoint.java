package dev.crossfade.loader;

import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Where to read on from, as the new database says, and whether Kafka is still what the new database
 * remembers.
 */
final class StartingPoint {

  private final MigrationPlan plan;
  private final Admin admin;

  StartingPoint(MigrationPlan plan, Admin admin) {
    this.plan = plan;
    this.admin = admin;
  }

  /**
   * Compares cluster, topics and partitions with those of the first start, or remembers them.
   *
   * @throws dev.crossfade.control.KafkaForgotException if they are others
   * @throws LoaderException if the topics have another number of partitions than the plan
   */
  void identify(Ledger ledger) throws SQLException {
    List<String> topics = Topics.of(plan, plan.topics());
    KafkaIdentity now = KafkaIdentity.read(admin, topics);
    now.partitions()
        .forEach(
            (topic, count) -> {
              if (count != plan.partitions()) {
                throw new LoaderException(
                    topic
                        + " has "
                        + count
                        + " partitions, the plan says "
                        + plan.partitions()
                        + ": partitions must not be added, since a key's order would be lost."
                        + " Start over: crossfade unprepare, then prepare");
              }
            });
    remembered(ledger, now).mustBe(now);
    Map<String, Ledger.Topic> found = new HashMap<>();
    now.topicIds().forEach((topic, id) -> found.put(topic, new Ledger.Topic(now.clusterId(), id)));
    ledger.remember(plan.generation(), found);
  }

  private KafkaIdentity remembered(Ledger ledger, KafkaIdentity now) throws SQLException {
    String cluster = now.clusterId();
    Map<String, String> ids = new HashMap<>();
    for (Map.Entry<String, Ledger.Topic> topic : ledger.topics(plan.generation()).entrySet()) {
      ids.put(topic.getKey(), topic.getValue().topicId());
      cluster = topic.getValue().clusterId();
    }
    return new KafkaIdentity(cluster, ids, Map.of());
  }

  /**
   * The offsets to read from, given where the new database stands: those themselves, or the
   * beginning of a topic whose old records were compacted away.
   *
   * @throws LoaderException if Kafka holds less than the new database has applied, or has dropped
   *     records by age or size
   */
  Map<TopicPartition, Long> seekable(
      Map<TopicPartition, Long> stands,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> seeks = new HashMap<>();
    Collection<String> cut = new ArrayList<>();
    stands.forEach(
        (partition, next) -> {
          long end = ends.getOrDefault(partition, 0L);
          if (end < next) {
            throw new LoaderException(
                partition
                    + " ends at "
                    + end
                    + " but the new database has applied it up to "
                    + next
                    + ": the topic lost records or was made again."
                    + " Start over: crossfade unprepare, then prepare");
          }
          long beginning = beginnings.getOrDefault(partition, 0L);
          if (beginning > next) {
            cut.add(partition.topic());
          }
          seeks.put(partition, Math.max(next, beginning));
        });
    cut.stream().distinct().forEach(this::mustBeCompacted);
    return seeks;
  }

  private void mustBeCompacted(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      String policy = config == null ? "" : config.get("cleanup.policy").value();
      if (!"compact".equals(policy)) {
        throw new LoaderException(
            topic
                + " dropped records that were not applied yet (cleanup.policy is "
                + policy
                + "). Set it to compact and start over: crossfade unprepare, then prepare");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoaderException("interrupted while asking Kafka for the settings of " + topic, e);
    } catch (ExecutionException e) {
      throw new LoaderException("cannot ask Kafka for the settings of " + topic, e);
    }
  }
}
