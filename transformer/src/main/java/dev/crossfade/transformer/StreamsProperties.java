package dev.crossfade.transformer;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.MigrationPlan;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Streams' settings. The Kafka properties that are the user's to set win over ours. */
final class StreamsProperties {

  private static final int RECORD_OVERHEAD_BYTES = 1 << 20;
  private static final long BUFFERED_BYTES_MAX = 64 << 20;

  private StreamsProperties() {}

  static Properties of(
      TransformerSettings settings, MigrationPlan plan, int replication, StoreMemory memory) {
    KafkaConnection kafka = settings.kafka();
    Properties streams = new Properties();
    streams.put(
        StreamsConfig.APPLICATION_ID_CONFIG,
        plan.topics().transformerApplication(plan.generation()));
    streams.put(StreamsConfig.CLIENT_ID_CONFIG, "transformer-" + settings.instance());
    streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    streams.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStores.class);
    streams.put(StoreMemory.KEY, memory);
    streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, bufferedRecords(plan));
    streams.put(StreamsConfig.POLL_MS_CONFIG, 20);
    // A task has one partition: there is no other whose records could be older.
    streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    streams.put("processing.exception.handler.global.enabled", true); // else a warning each time
    streams.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), kafka.recordBytesMax());
    consumer(streams);
    producer(streams, settings);
    streams.putAll(kafka.properties());
    return streams;
  }

  /** Fewer the more steps there are: a bundle between two of them is a record of 4 KiB. */
  private static int bufferedRecords(MigrationPlan plan) {
    long partitions = (long) plan.partitions() * Math.max(1, plan.stepTopics().size());
    long bundles = BUFFERED_BYTES_MAX / BundlingProducer.BUNDLE_BYTES_MAX / partitions;
    return (int) Math.max(50, Math.min(500, bundles));
  }

  private static void consumer(Properties streams) {
    String prefix = StreamsConfig.MAIN_CONSUMER_PREFIX;
    streams.put(prefix + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    streams.put(prefix + ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    streams.put(prefix + ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    streams.put(prefix + ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    streams.put(prefix + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    streams.put(prefix + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
  }

  private static void producer(Properties streams, TransformerSettings settings) {
    KafkaConnection kafka = settings.kafka();
    // Every new row fits row-max; a change that waits is kept as it came.
    int requestBytesMax = kafka.recordBytesMax() + RECORD_OVERHEAD_BYTES;
    put(streams, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // Nobody reads a record before its commit, which does not wait; sent sooner it costs a batch.
    put(streams, ProducerConfig.LINGER_MS_CONFIG, settings.commitInterval().toMillis());
    put(streams, ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    put(streams, ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(64L << 20, requestBytesMax));
    put(streams, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, requestBytesMax);
    put(streams, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20); // a new transaction may meet the last
    put(streams, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
  }

  private static void put(Properties streams, String key, Object value) {
    streams.put(StreamsConfig.producerPrefix(key), value);
  }
}
