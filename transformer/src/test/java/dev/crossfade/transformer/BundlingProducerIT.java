package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.Bundle;
import dev.crossfade.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundlingProducerIT {

  private static final int PARTITIONS = 3;

  private final KafkaConnection kafka = KafkaConnection.of(TestKafka.bootstrap());
  private final String between = TestKafka.createTopic("between", PARTITIONS);
  private final String other = TestKafka.createTopic("other", PARTITIONS);
  private final List<Producer<byte[], byte[]>> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(producer -> producer.close(Duration.ZERO));
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> producer =
        new BundlingProducer(
            new KafkaProducer<>(kafka.producer(Map.of("transactional.id", between))),
            Set.of(between),
            PARTITIONS);
    opened.add(producer);
    producer.initTransactions();
    return producer;
  }

  private ProducerRecord<byte[], byte[]> record(int key, int value) {
    return record(between, "key " + key, "value " + value);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, null, 1000L, bytes(key), bytes(value)); // Streams says when
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** How many records were read, and the values in them by the partition they came from. */
  private record Read(int records, List<List<String>> values) {}

  private Read read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer(Map.of()))) {
      List<TopicPartition> all =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
      List<List<String>> values = new ArrayList<>();
      all.forEach(partition -> values.add(new ArrayList<>()));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = ends(all);
      int records = 0;
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          records++;
          var unused =
              Arrivals.each(
                  new Record<>(record.key(), record.value(), record.timestamp(), record.headers()),
                  message -> values.get(record.partition()).add(text(message)));
        }
      }
      return new Read(records, values);
    }
  }

  /** With what is committed but cannot be read yet. */
  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    Map<String, Object> all = Map.of("isolation.level", "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer(all))) {
      return consumer.endOffsets(partitions);
    }
  }

  private static String text(Bundle.Message message) {
    String value = new String(message.value(), StandardCharsets.UTF_8);
    return value.substring(0, Math.min(value.length(), 12));
  }

  private List<String> expected(int partition, int messages) {
    return IntStream.range(0, messages)
        .filter(i -> Outbox.partition(bytes("key " + i), PARTITIONS) == partition)
        .mapToObj(i -> "value " + i)
        .toList();
  }

  // Red when commitTransaction does not send what is left; one without order or with a lost message
  // would be red too.
  @Test
  void messagesArriveInOrderAndInFewRecords() {
    Producer<byte[], byte[]> producer = open();
    producer.beginTransaction();
    for (int i = 0; i < 1000; i++) {
      var unused = producer.send(record(i, i), null);
    }
    var unused = producer.send(record(other, "k", "value 0"), null);
    producer.commitTransaction();

    Read read = read(between);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(read.values.get(partition)).isEqualTo(expected(partition, 1000));
    }
    assertThat(read.records).isLessThan(20);
    assertThat(read(other).records).isEqualTo(1);
  }

  // Red when a large message does not let what waits go first.
  @Test
  void aMessageTooLargeForABundleGoesAloneAndInItsPlace() {
    Producer<byte[], byte[]> producer = open();
    producer.beginTransaction();
    var unused = producer.send(record(1, 1), null);
    unused = producer.send(record(between, "key 1", "large " + "x".repeat(100_000)), null);
    unused = producer.send(record(1, 3), null);
    producer.commitTransaction();

    assertThat(read(between).values.get(Outbox.partition(bytes("key 1"), PARTITIONS)))
        .containsExactly("value 1", "large xxxxxx", "value 3");
  }

  // Red when abortTransaction does not forget.
  @Test
  void anAbortedTransactionTakesWhatWaitsWithIt() {
    Producer<byte[], byte[]> producer = open();
    producer.beginTransaction();
    var unused = producer.send(record(1, 1), null);
    producer.abortTransaction();
    producer.beginTransaction();
    unused = producer.send(record(1, 2), null);
    producer.commitTransaction();

    assertThat(read(between).values.get(Outbox.partition(bytes("key 1"), PARTITIONS)))
        .containsExactly("value 2");
  }

  // Red when a bundle's failure is told to none, or wrapped: Streams would not know it was fenced.
  @Test
  void aFailureIsToldForEveryMessageOfTheBundle() {
    Producer<byte[], byte[]> older = open();
    older.beginTransaction();
    List<Exception> failures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      var unused = older.send(record(1, i), (sent, failure) -> failures.add(failure));
    }
    open();
    older.flush();

    assertThat(failures).hasSize(10).allSatisfy(f -> assertThat(f).isNotNull());
    assertThatThrownBy(older::commitTransaction)
        .isInstanceOfAny(KafkaException.class, ProducerFencedException.class);
    assertThat(read(between).records).isZero();
  }
}
