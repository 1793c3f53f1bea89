package dev.crossfade.operator.replay;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the old topics are those that the migration began with, and begin at their first record.
 * A replay empties the new tables: what the topics have lost would be nowhere but in the old
 * database.
 */
final class OldTopicsWhole {

  private final Admin admin;

  OldTopicsWhole(Admin admin) {
    this.admin = admin;
  }

  /**
   * Asks Kafka.
   *
   * @throws KafkaForgotException with the first topic that is not whole
   */
  void require(MigrationPlan plan, ControlTopic control) {
    List<String> old = plan.oldTables().stream().map(OldTable::id).map(plan.topics()::old).toList();
    Set<String> there = ask(admin.listTopics().names());
    List<String> kept = new ArrayList<>(old);
    kept.add(plan.topics().control());
    kept.add(plan.topics().dead());
    for (String topic : kept) {
      if (!there.contains(topic)) {
        throw new KafkaForgotException("topic " + topic + " is gone");
      }
    }
    KafkaIdentity now = KafkaIdentity.read(admin, kept);
    prepared(plan, control).mustBe(now);
    mustBeginAtTheFirstRecord(old, now);
  }

  private static KafkaIdentity prepared(MigrationPlan plan, ControlTopic control) {
    return control
        .read(ControlKeys.IDENTITY, KafkaIdentity.class)
        .orElseThrow(
            () ->
                OperatorFailure.refused(
                    "Kafka holds no identity of migration " + plan.migration(),
                    "it is not prepared to its end: run crossfade prepare"));
  }

  private void mustBeginAtTheFirstRecord(List<String> topics, KafkaIdentity now) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    now.partitions()
        .forEach(
            (topic, partitions) -> {
              for (int partition = 0;
                  topics.contains(topic) && partition < partitions;
                  partition++) {
                asked.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
              }
            });
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> earliest :
        ask(admin.listOffsets(asked).all()).entrySet()) {
      if (earliest.getValue().offset() != 0) {
        throw new KafkaForgotException(
            earliest.getKey() + " begins at offset " + earliest.getValue().offset());
      }
    }
  }

  private static <T> T ask(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while asking Kafka for the old topics", e);
    } catch (ExecutionException e) {
      throw new ControlException("cannot ask Kafka for the old topics: " + e.getCause(), e);
    }
  }
}
