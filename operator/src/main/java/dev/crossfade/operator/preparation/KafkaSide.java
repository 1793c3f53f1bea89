package dev.crossfade.operator.preparation;

import dev.crossfade.control.ControlException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaFuture;

/** What of a migration is in Kafka, by the beginning of its names. */
final class KafkaSide {

  private static final long ANSWER_SECONDS = 60;

  private final Admin admin;
  private final String prefix;

  KafkaSide(Admin admin, String migration) {
    this.admin = admin;
    this.prefix = "crossfade." + migration + ".";
  }

  boolean hasTopic(String name) {
    return ask("list topics", admin.listTopics().names()).contains(name);
  }

  /** Every topic of the migration, also those that Kafka Streams made. */
  List<String> topics() {
    return ask("list topics", admin.listTopics().names()).stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  void deleteTopics(List<String> names) {
    ask("delete topics", admin.deleteTopics(names).all());
  }

  /** Deletes the consumer groups of the migration; they must be empty. */
  void deleteGroups() {
    List<String> groups =
        ask("list groups", admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .filter(id -> id.startsWith(prefix))
            .toList();
    if (!groups.isEmpty()) {
      ask("delete groups", admin.deleteConsumerGroups(groups).all());
    }
  }

  /** Refuses what a process that stood still would go on writing with an open producer. */
  void fenceProducer(String transactionalId) {
    ask("fence a producer", admin.fenceProducers(List.of(transactionalId)).all());
  }

  private static <T> T ask(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while asking Kafka to " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ControlException("Kafka does not " + what + ": " + e.getMessage(), e);
    }
  }
}
