package dev.crossfade.transformer;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.schemas.MigrationPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a generation begins to read: at offset 0 of every partition, written down once, at its
 * first start. From then on a missing offset is a loss, never a reason to start somewhere else.
 */
final class StartingPoint {

  private static final Logger LOG = LoggerFactory.getLogger(StartingPoint.class);

  private final Admin admin;
  private final ControlTopic control;
  private final MigrationPlan plan;
  private final List<String> topics;

  StartingPoint(Admin admin, ControlTopic control, MigrationPlan plan, List<String> topics) {
    this.admin = admin;
    this.control = control;
    this.plan = plan;
    this.topics = List.copyOf(topics);
  }

  /**
   * Makes sure that every partition has an offset of this generation.
   *
   * @throws TransformerException if the generation began with another plan
   * @throws KafkaForgotException if Kafka has lost topics or offsets
   */
  void ensure() {
    KafkaIdentity now = KafkaIdentity.read(admin, topics);
    Optional<GenerationStart> earlier =
        control.read(GenerationStart.key(plan.generation()), GenerationStart.class);
    earlier.ifPresent(start -> mustContinue(start, now));
    now.partitions()
        .forEach(
            (topic, count) -> {
              if (count != plan.partitions()) {
                throw new KafkaForgotException(
                    "topic "
                        + topic
                        + " has "
                        + count
                        + " partitions, the plan "
                        + plan.partitions());
              }
            });
    List<TopicPartition> missing = withoutOffset(now);
    if (!missing.isEmpty()) {
      if (earlier.isPresent()) {
        throw new KafkaForgotException(
            "Kafka has lost how far generation "
                + plan.generation()
                + " had read "
                + missing.get(0));
      }
      begin(missing);
    }
    if (earlier.isEmpty()) {
      control.put(GenerationStart.key(plan.generation()), new GenerationStart(plan.hash(), now));
    }
  }

  private void mustContinue(GenerationStart start, KafkaIdentity now) {
    if (!start.planHash().equals(plan.hash())) {
      throw new TransformerException(
          "generation "
              + plan.generation()
              + " of "
              + plan.migration()
              + " was begun with another plan: the mapping was changed under it. Put it back, or"
              + " run crossfade replay for a new generation");
    }
    start.kafka().mustBe(now);
  }

  private List<TopicPartition> withoutOffset(KafkaIdentity now) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        ask(() -> admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get());
    return now.partitions().entrySet().stream()
        .flatMap(
            entry ->
                java.util.stream.IntStream.range(0, entry.getValue())
                    .mapToObj(partition -> new TopicPartition(entry.getKey(), partition)))
        .filter(partition -> committed.get(partition) == null)
        .toList();
  }

  private void begin(List<TopicPartition> missing) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
    missing.forEach(partition -> asked.put(partition, OffsetSpec.earliest()));
    ask(() -> admin.listOffsets(asked).all().get())
        .forEach(
            (partition, earliest) -> {
              if (earliest.offset() != 0) {
                throw new KafkaForgotException(
                    partition + " begins at offset " + earliest.offset());
              }
              zero.put(partition, new OffsetAndMetadata(0));
            });
    try {
      var unused = admin.alterConsumerGroupOffsets(group(), zero).all().get();
      LOG.info(
          "generation {} begins at the first record of {} topics",
          plan.generation(),
          topics.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransformerException("interrupted while starting", e);
    } catch (ExecutionException e) {
      // Another instance began it a moment ago and reads already: then every offset is there.
      if (!withoutOffset(KafkaIdentity.read(admin, topics)).isEmpty()) {
        throw new TransformerException("cannot write where to begin: " + e.getCause(), e);
      }
    }
  }

  private String group() {
    return plan.topics().transformerApplication(plan.generation());
  }

  /** A question to Kafka. */
  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransformerException("interrupted while starting", e);
    } catch (ExecutionException e) {
      throw new TransformerException("cannot ask Kafka for offsets: " + e.getCause(), e);
    }
  }
}
