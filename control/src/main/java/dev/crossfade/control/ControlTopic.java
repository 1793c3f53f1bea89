package dev.crossfade.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The control topic as a map from key to JSON: one partition, compacted, the last value of a key
 * counts.
 *
 * <p>Every read first catches up with the end of the topic. Safe for use by several threads.
 */
public final class ControlTopic implements AutoCloseable {

  private static final Duration READ_MAX = Duration.ofSeconds(30);
  private static final int FETCH_WAIT_MILLIS = 10;

  private final TopicNames names;
  private final TopicPartition partition;
  private final KafkaConnection kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SortedMap<String, JsonNode> values = new TreeMap<>();
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  private ControlTopic(KafkaConnection kafka, TopicNames names, String isolation) {
    this.kafka = kafka;
    this.names = names;
    this.partition = new TopicPartition(names.control(), 0);
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(
                Map.of(
                    "isolation.level",
                    isolation,
                    "default.api.timeout.ms",
                    30_000,
                    // Every other question waits behind a fetch that the broker holds back.
                    "fetch.max.wait.ms",
                    FETCH_WAIT_MILLIS)));
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /**
   * Reads only what is committed: plans, position, ledger. Waits behind a transaction that hangs
   * open.
   */
  public static ControlTopic committed(KafkaConnection kafka, TopicNames names) {
    return new ControlTopic(kafka, names, "read_committed");
  }

  /**
   * Reads past open transactions: status reports, which are never part of one. Position and ledger
   * seen through it may belong to a transaction that is aborted later.
   */
  public static ControlTopic latest(KafkaConnection kafka, TopicNames names) {
    return new ControlTopic(kafka, names, "read_uncommitted");
  }

  /** The value of a key. */
  public synchronized <T> Optional<T> read(String key, Class<T> type) {
    catchUp();
    return Optional.ofNullable(values.get(key)).map(tree -> ControlJson.value(tree, type));
  }

  /** All values whose keys begin with {@code prefix}, by key. */
  public synchronized <T> SortedMap<String, T> readAll(String prefix, Class<T> type) {
    catchUp();
    SortedMap<String, T> found = new TreeMap<>();
    values.tailMap(prefix).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .forEach(entry -> found.put(entry.getKey(), ControlJson.value(entry.getValue(), type)));
    return found;
  }

  /** The number of the current generation; empty before {@code prepare}. */
  public Optional<Integer> generation() {
    return read(ControlKeys.GENERATION, Integer.class);
  }

  /** The current generation's plan; empty before {@code prepare}. */
  public Optional<MigrationPlan> currentPlan() {
    return generation().flatMap(number -> read(ControlKeys.plan(number), MigrationPlan.class));
  }

  /**
   * Writes a value (null deletes) and waits until Kafka has it.
   *
   * @throws ControlException if Kafka does not take it; it may or may not be written
   */
  public void put(String key, @Nullable Object value) {
    try {
      var unused = producer().send(record(key, value)).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while writing " + key + " to " + names.control(), e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new ControlException(
          "cannot write " + key + " to " + names.control() + ": " + e.getMessage(), e);
    }
  }

  /** The record of a value, for a transaction of the caller's own. */
  public ProducerRecord<byte[], byte[]> record(String key, @Nullable Object value) {
    return new ProducerRecord<>(
        names.control(),
        0,
        key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : ControlJson.bytes(value));
  }

  private void catchUp() {
    try {
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + READ_MAX.toNanos();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          take(record);
        }
        if (System.nanoTime() > deadline) {
          throw new ControlException(
              "cannot read "
                  + names.control()
                  + " to its end within "
                  + READ_MAX.toSeconds()
                  + " s");
        }
      }
    } catch (KafkaException e) {
      throw new ControlException("cannot read " + names.control() + ": " + e.getMessage(), e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      values.remove(key);
    } else {
      values.put(key, ControlJson.tree(record.value()));
    }
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(kafka.producer(Map.of("linger.ms", 0, "buffer.memory", 8 << 20)));
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    boolean interrupted = Thread.interrupted(); // Kafka's clients would not end in peace
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
    consumer.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
