package dev.crossfade.loader;

import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

  private static final String REMEMBERED =
      "SELECT DISTINCT topic, cluster_id, topic_id FROM crossfade.applied"
          + " WHERE generation = ? AND topic_id IS NOT NULL";

  private static final String REMEMBER =
      "UPDATE crossfade.applied SET cluster_id = ?, topic_id = ?"
          + " WHERE generation = ? AND topic = ? AND topic_id IS NULL";

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
  void identify(Connection connection) throws SQLException {
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
    remembered(connection, now).mustBe(now);
    try (PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
      for (String topic : topics) {
        statement.setString(1, now.clusterId());
        statement.setString(2, now.topicIds().get(topic));
        statement.setInt(3, plan.generation());
        statement.setString(4, topic);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private KafkaIdentity remembered(Connection connection, KafkaIdentity now) throws SQLException {
    String cluster = now.clusterId();
    Map<String, String> ids = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(REMEMBERED)) {
      statement.setInt(1, plan.generation());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.put(rows.getString(1), rows.getString(3));
          cluster = rows.getString(2);
        }
      }
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
