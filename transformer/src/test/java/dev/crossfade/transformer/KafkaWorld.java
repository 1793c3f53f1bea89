package dev.crossfade.transformer;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.MigrationTopics;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RecordHeaders;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A world on the test broker: prepared topics, an extractor's records in, what loaders read out.
 */
final class KafkaWorld implements AutoCloseable {

  final World world;
  final MigrationPlan plan;
  final KafkaConnection kafka = KafkaConnection.of(TestKafka.bootstrap());
  private final ControlTopic control;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, List<History.Message>> read = new HashMap<>();
  private final Random random = new Random(5);

  KafkaWorld(World world) {
    this.world = world;
    this.plan = world.plan();
    try (Admin admin = TestKafka.admin()) {
      new MigrationTopics(plan, 1, kafka).create(admin);
    }
    control = ControlTopic.committed(kafka, plan.topics());
    publish(plan);
    consumer = new KafkaConsumer<>(kafka.consumer(Map.of()));
    List<TopicPartition> outputs =
        outputs().stream()
            .flatMap(
                topic ->
                    IntStream.range(0, plan.partitions())
                        .mapToObj(p -> new TopicPartition(topic, p)))
            .toList();
    consumer.assign(outputs);
    consumer.seekToBeginning(outputs);
  }

  void publish(MigrationPlan other) {
    control.put(ControlKeys.plan(other.generation()), other);
    control.put(ControlKeys.GENERATION, other.generation());
  }

  private Collection<String> outputs() {
    List<String> topics = new ArrayList<>(List.of(plan.topics().dead()));
    plan.newTables().forEach(t -> topics.add(plan.topics().newTable(1, t.id())));
    return topics;
  }

  /** Writes old partitions' records, one partition after another. */
  void write(Map<String, List<History.Message>> logs) {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(Map.of()))) {
      logs.forEach(
          (partition, messages) -> {
            String topic = partition.substring(0, partition.lastIndexOf('/'));
            int number = Integer.parseInt(partition.substring(partition.lastIndexOf('/') + 1));
            for (History.Message message : messages) {
              ProducerRecord<byte[], byte[]> out =
                  new ProducerRecord<>(topic, number, 1000L, message.key(), message.value());
              if (message.snapshot()) {
                out.headers().add(RecordHeaders.SNAPSHOT, new byte[0]);
              }
              producer.send(out);
            }
          });
    }
  }

  Transformer start(Path state, String instance) {
    return Transformer.start(
        TransformerSettings.of(kafka, plan.migration(), state, instance), statements());
  }

  FunctionSource statements() {
    return world::flows;
  }

  ControlTopic control() {
    return control;
  }

  /** Loaders of every new table and of the dead letters, each when its last marker is complete. */
  Map<String, SimulatedLoader> drained(Marker last, Duration waitMax) {
    Map<String, SimulatedLoader> loaders = new TreeMap<>();
    for (NewTable table : plan.newTables()) {
      loaders.put(table.id().name(), loader(table, last));
    }
    loaders.put(
        "dead",
        new SimulatedLoader(
            this::log, plan.topics().dead(), plan.partitions(), List.of(Marker.EVERY_TOPIC), last));
    Deadline.until(
        waitMax,
        "marker " + last.id() + " in every partition",
        () -> {
          poll();
          loaders.values().forEach(this::advance);
          return loaders.values().stream().allMatch(SimulatedLoader::drained);
        });
    return loaders;
  }

  private SimulatedLoader loader(NewTable table, Marker last) {
    return new SimulatedLoader(
        this::log, plan.topics().newTable(1, table.id()), plan.partitions(), table.feeders(), last);
  }

  private void advance(SimulatedLoader loader) {
    boolean moved = true;
    while (moved && !loader.drained()) {
      moved = loader.step(random);
    }
  }

  private void poll() {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(
            r ->
                log(r.topic(), r.partition())
                    .add(
                        new History.Message(
                            r.key(),
                            r.value(),
                            r.headers().lastHeader(RecordHeaders.SNAPSHOT) != null)));
  }

  private List<History.Message> log(String topic, int partition) {
    return read.computeIfAbsent(topic + "/" + partition, name -> new ArrayList<>());
  }

  /** What the new tables and the dead letters differ in from the reference; null for nothing. */
  @Nullable String difference(Map<String, SimulatedLoader> loaders, Reference reference) {
    for (NewTable table : plan.newTables()) {
      Map<?, ?> rows = loaders.get(table.id().name()).rows;
      if (!rows.equals(reference.tables.get(table))) {
        return table.id()
            + " has "
            + rows.size()
            + " rows, expected "
            + reference.tables.get(table).size();
      }
    }
    return loaders.get("dead").rows.keySet().equals(reference.deadLetters) ? null : "dead letters";
  }

  @Override
  public void close() {
    consumer.close();
    control.close();
  }
}
