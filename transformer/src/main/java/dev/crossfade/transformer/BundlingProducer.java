package dev.crossfade.transformer;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.RecordHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * Sends what goes from step to step several messages to a record: what Streams and its clients do
 * for every record costs more than what a step does with a message.
 *
 * <p>A bundle is sent when it is full, and always before the transaction it belongs to ends:
 * Streams flushes its producer first. An aborted transaction takes what is not sent with it.
 * Whether it was sent is told for every message if it was not: only then does Streams ask.
 *
 * <p>Used by one thread.
 */
final class BundlingProducer implements Producer<byte[], byte[]> {

  /** Streams holds hundreds of records a partition before it pauses it. */
  static final int BUNDLE_BYTES_MAX = 4 << 10;

  private final Producer<byte[], byte[]> producer;
  private final int partitions;
  private final Map<String, Open[]> open = new HashMap<>();

  /**
   * @param topics those between steps
   * @param partitions of each of them
   */
  BundlingProducer(Producer<byte[], byte[]> producer, Set<String> topics, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
    for (String topic : topics) {
      Open[] bundles = new Open[partitions];
      for (int partition = 0; partition < partitions; partition++) {
        bundles[partition] = new Open(topic, partition);
      }
      open.put(topic, bundles);
    }
  }

  /** The bundle of one partition that is not full yet. */
  private final class Open {
    private final String topic;
    private final int partition;
    private Bundle bundle = new Bundle();
    private List<Callback> callbacks = new ArrayList<>();
    private CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();

    Open(String topic, int partition) {
      this.topic = topic;
      this.partition = partition;
    }

    Future<RecordMetadata> add(Bundle.Message message, @Nullable Callback callback) {
      if (bundle.bytes() + message.bytes() > BUNDLE_BYTES_MAX) {
        send();
      }
      bundle.add(message);
      if (callback != null) {
        callbacks.add(callback);
      }
      return sent;
    }

    void send() {
      if (bundle.isEmpty()) {
        return;
      }
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, partition, bundle.timestamp(), null, bundle.value());
      List<Callback> waiting = callbacks;
      CompletableFuture<RecordMetadata> told = sent;
      forget();
      try {
        var unused =
            producer.send(record, (metadata, failure) -> tell(waiting, told, metadata, failure));
      } catch (KafkaException | IllegalStateException failure) {
        tell(waiting, told, null, failure.getCause() instanceof ApiException why ? why : failure);
      }
    }

    void forget() {
      bundle = new Bundle();
      callbacks = new ArrayList<>();
      sent = new CompletableFuture<>();
    }
  }

  private static void tell(
      List<Callback> waiting,
      CompletableFuture<RecordMetadata> told,
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {
    if (failure == null) {
      told.complete(metadata);
    } else {
      told.completeExceptionally(failure);
      waiting.forEach(callback -> callback.onCompletion(metadata, failure));
    }
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    Open[] bundles = open.get(record.topic());
    if (bundles == null) {
      return producer.send(record, callback);
    }
    int partition =
        record.partition() == null
            ? Outbox.partition(record.key(), partitions)
            : record.partition();
    boolean snapshot = record.headers().lastHeader(RecordHeaders.SNAPSHOT) != null;
    Bundle.Message message =
        new Bundle.Message(record.timestamp(), snapshot, record.key(), record.value());
    if (message.bytes() <= BUNDLE_BYTES_MAX) {
      return bundles[partition].add(message, callback);
    }
    bundles[partition].send(); // what came before it goes before it
    return producer.send(record, callback);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return send(record, null);
  }

  private void sendAll() {
    for (Open[] bundles : open.values()) {
      for (Open bundle : bundles) {
        bundle.send();
      }
    }
  }

  private void forgetAll() {
    for (Open[] bundles : open.values()) {
      for (Open bundle : bundles) {
        bundle.forget();
      }
    }
  }

  @Override
  public void flush() {
    sendAll();
    producer.flush();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    sendAll();
    producer.sendOffsetsToTransaction(offsets, group);
  }

  @Override
  public void commitTransaction() {
    sendAll();
    producer.commitTransaction();
  }

  @Override
  public void abortTransaction() {
    forgetAll();
    producer.abortTransaction();
  }

  @Override
  public void close() {
    forgetAll();
    producer.close();
  }

  @Override
  public void close(Duration timeout) {
    forgetAll();
    producer.close(timeout);
  }

  @Override
  public void initTransactions() {
    producer.initTransactions();
  }

  @Override
  public void beginTransaction() {
    producer.beginTransaction();
  }

  /**
   * Unlike Kafka's own, never with a {@link TimeoutException}, which is no failure of the
   * transaction: in a wake-up Streams takes it for the task's alone, and commits the transaction,
   * with the half that the task had done, before it begins the task anew.
   *
   * @throws KafkaException if the topic's partitions are not known in time, too: the thread ends,
   *     and its transaction with it
   */
  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    try {
      return producer.partitionsFor(topic);
    } catch (TimeoutException late) {
      throw new KafkaException("the partitions of " + topic + " are not known in time", late);
    }
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return producer.metrics();
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return producer.clientInstanceId(timeout);
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    producer.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    producer.unregisterMetricFromSubscription(metric);
  }
}
