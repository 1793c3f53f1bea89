package dev.crossfade.control;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Which Kafka cluster and which topics, by the ids that Kafka gave them: a topic deleted and made
 * again has another.
 *
 * @param topicIds by topic name
 * @param partitions by topic name
 */
public record KafkaIdentity(
    String clusterId, Map<String, String> topicIds, Map<String, Integer> partitions) {

  public KafkaIdentity {
    topicIds = Map.copyOf(topicIds);
    partitions = Map.copyOf(partitions);
  }

  /**
   * Asks the cluster.
   *
   * @throws ControlException if a topic does not exist or Kafka does not answer
   */
  public static KafkaIdentity read(Admin admin, Collection<String> topics) {
    try {
      String cluster = admin.describeCluster().clusterId().get();
      Map<String, String> ids = new TreeMap<>();
      Map<String, Integer> partitions = new TreeMap<>();
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        ids.put(topic.name(), topic.topicId().toString());
        partitions.put(topic.name(), topic.partitions().size());
      }
      return new KafkaIdentity(cluster, ids, partitions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while asking Kafka for its topics", e);
    } catch (ExecutionException e) {
      throw new ControlException("cannot ask Kafka for its topics: " + e.getCause(), e);
    }
  }

  /**
   * Refuses another cluster, a topic made again, or another number of partitions.
   *
   * @param now what Kafka says today; topics that only one side knows are passed over
   * @throws KafkaForgotException with what differs and how to recover
   */
  public void mustBe(KafkaIdentity now) {
    if (!clusterId.equals(now.clusterId)) {
      throw new KafkaForgotException(
          "this Kafka cluster has the id "
              + now.clusterId
              + ", the migration was prepared on "
              + clusterId);
    }
    topicIds.forEach(
        (topic, id) -> {
          String other = now.topicIds.get(topic);
          if (other != null && !other.equals(id)) {
            throw new KafkaForgotException("topic " + topic + " was deleted and made again");
          }
        });
    partitions.forEach(
        (topic, count) -> {
          Integer other = now.partitions.get(topic);
          if (other != null && !other.equals(count)) {
            throw new KafkaForgotException(
                "topic "
                    + topic
                    + " has "
                    + other
                    + " partitions, the migration was prepared with "
                    + count);
          }
        });
  }
}
