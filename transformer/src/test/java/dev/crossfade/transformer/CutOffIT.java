package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wake-up does is in Kafka whole or not at all, whatever cuts it off. */
class CutOffIT {

  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final String STORE = "waiting";

  private final String in = TestKafka.createTopic("in", 1);
  private final String first = TestKafka.createTopic("first", 1);
  private final String second = TestKafka.createTopic("second", 1);
  private final KafkaConnection kafka = KafkaConnection.of(TestKafka.bootstrap());
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  @TempDir Path state;

  /** Keeps what comes; a wake-up forgets it and sends it to two topics. */
  private final class Sender implements Processor<byte[], byte[], byte[], byte[]> {
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> waiting;

    @Override
    public void init(ProcessorContext<byte[], byte[]> of) {
      context = of;
      waiting = of.getStateStore(STORE);
      of.schedule(Duration.ofMillis(20), PunctuationType.WALL_CLOCK_TIME, at -> goOn());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      waiting.put(record.key(), record.value());
    }

    private void goOn() {
      List<KeyValue<byte[], byte[]>> all = new ArrayList<>();
      try (KeyValueIterator<byte[], byte[]> entries = waiting.all()) {
        entries.forEachRemaining(all::add);
      }
      for (KeyValue<byte[], byte[]> entry : all) {
        waiting.delete(entry.key);
        context.forward(new Record<>(entry.key, entry.value, 1), first);
        context.forward(new Record<>(entry.key, entry.value, 1), second);
      }
    }
  }

  private Topology topology() {
    Topology topology = new Topology();
    topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), in);
    topology.addProcessor("sender", Sender::new, "in");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray()),
        "sender");
    for (String topic : List.of(first, second)) {
      ByteArraySerializer bytes = new ByteArraySerializer();
      topology.addSink(topic, topic, bytes, bytes, new MarkerPartitioner(1), "sender");
    }
    return topology;
  }

  /** The transformer's clients, but that nobody tells of the second topic. */
  private final class Clients implements KafkaClientSupplier {
    private final TransformerClients real = new TransformerClients(Set.of(), 1);

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      ByteArraySerializer bytes = new ByteArraySerializer();
      Producer<byte[], byte[]> late =
          new KafkaProducer<>(config, bytes, bytes) {
            @Override
            public List<PartitionInfo> partitionsFor(String topic) {
              if (topic.equals(second)) {
                throw new TimeoutException("not present in metadata");
              }
              return super.partitionsFor(topic);
            }
          };
      return new BundlingProducer(late, Set.of(), 1);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return real.getAdmin(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return real.getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return real.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
      return real.getGlobalConsumer(config);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TestKafka.uniqueName("cut-off"));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return properties;
  }

  // Red when BundlingProducer.partitionsFor lets a TimeoutException through: Streams commits the
  // half that was done by then, and what was to go to the second topic is lost.
  @Test
  void nothingIsCommittedOfAWakeUpThatATimeOutCutsOff() throws Exception {
    try (KafkaStreams streams = new KafkaStreams(topology(), properties(), new Clients());
        Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(Map.of()))) {
      streams.setUncaughtExceptionHandler(
          failure -> {
            failures.add(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      producer.send(new ProducerRecord<>(in, bytes("k"), bytes("v"))).get();

      Deadline.until(
          WAIT_MAX,
          "the wake-up has ended in one way or the other",
          () -> streams.state() == KafkaStreams.State.ERROR || records(first) > 0);

      assertThat(records(first)).isZero();
      assertThat(records(second)).isZero();
      assertThat(failures)
          .as("after such a one Transformer begins anew")
          .singleElement()
          .satisfies(failure -> assertThat(failure).hasRootCauseInstanceOf(TimeoutException.class));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** How many were committed. */
  private int records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer(Map.of()))) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      int records = 0;
      while (consumer.position(partition) < end) {
        records += consumer.poll(Duration.ofMillis(100)).count();
      }
      return records;
    }
  }
}
