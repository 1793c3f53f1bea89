package dev.crossfade.extractor;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads which rows the extractor itself had to leave out in earlier runs. */
final class KnownDeadLetters {

  private KnownDeadLetters() {}

  /** Keys of this generation's dead letters of stage MAP, statement 0. */
  static Set<Bytes> read(KafkaConnection kafka, MigrationPlan plan) {
    Set<Bytes> found = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer(Map.of()))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(plan.topics().dead()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          take(record, plan.generation(), found);
        }
      }
    }
    return found;
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, int generation, Set<Bytes> into) {
    if (Marker.isKey(record.key())) {
      return;
    }
    Bytes key = Bytes.wrap(record.key());
    if (record.value() == null) {
      into.remove(key);
    } else if (DeadLetter.generationOf(record.key()) == generation) {
      DeadLetter letter = DeadLetter.read(record.key(), record.value());
      if (letter.stage() == DeadLetter.Stage.MAP && letter.statement() == 0) {
        into.add(key);
      }
    }
  }
}
