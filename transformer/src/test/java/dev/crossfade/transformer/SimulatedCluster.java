package dev.crossfade.transformer;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RecordHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * All tasks of a topology over logs in memory: the real processors over their task's store. Which
 * task goes next and which of its topics it reads is chance; each log's order is kept. What a step
 * sends to another of its task is worked on before it goes on itself, as in Streams.
 */
final class SimulatedCluster {

  /** Of all that comes in, so of all that goes out. */
  private static final long TIMESTAMP = 1;

  private final MigrationPlan plan;
  private final List<Blueprint> parts;
  private final Map<String, List<History.Message>> logs = new HashMap<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Random random;

  SimulatedCluster(
      MigrationPlan plan,
      FunctionSource functions,
      Map<String, List<History.Message>> oldLogs,
      int sliceMessages,
      Random random) {
    this.plan = plan;
    this.random = random;
    logs.putAll(oldLogs);
    this.parts = TransformerTopology.parts(plan, functions, new Progress(), 1 << 20, sliceMessages);
    for (int p = 0; p < plan.partitions(); p++) {
      tasks.add(new Task(p));
    }
  }

  List<History.Message> log(String topic, int partition) {
    return logs.computeIfAbsent(topic + "/" + partition, name -> new ArrayList<>());
  }

  /** Lets one task do one thing; false if no task has anything to do. */
  boolean step() {
    List<Task> busy = tasks.stream().filter(Task::hasWork).toList();
    if (busy.isEmpty()) {
      return false;
    }
    Task task = busy.get(random.nextInt(busy.size()));
    int chance = random.nextInt(120);
    if (chance == 0) {
      task.restart();
    } else if (chance == 1) {
      task.revive();
    } else {
      task.work();
    }
    return true;
  }

  /** Lets one task read one record, as if no time went by; false if there is none to read. */
  boolean read() {
    List<Task> behind = tasks.stream().filter(task -> !task.waiting().isEmpty()).toList();
    if (behind.isEmpty()) {
      return false;
    }
    Task task = behind.get(random.nextInt(behind.size()));
    List<String> topics = task.waiting();
    task.read(topics.get(random.nextInt(topics.size())));
    return true;
  }

  private void send(String topic, Record<byte[], byte[]> record) {
    if (record.timestamp() != TIMESTAMP) {
      throw new AssertionError("a record of " + record.timestamp() + " to " + topic);
    }
    byte[] key = record.key();
    byte[] value = record.value();
    boolean snapshot = isSnapshot(record.headers());
    Optional<Set<Integer>> partitions =
        new MarkerPartitioner(plan.partitions()).partitions(topic, key, value, plan.partitions());
    partitions
        .orElseGet(() -> Set.of(BuiltInPartitioner.partitionForKey(key, plan.partitions())))
        .forEach(p -> append(topic, p, new History.Message(key, value, snapshot)));
  }

  /** Between steps some messages share a record, as BundlingProducer sends them. */
  private void append(String topic, int partition, History.Message message) {
    List<History.Message> log = log(topic, partition);
    Integer next = tasks.get(partition).next.get(topic);
    if (next == null || next == log.size() || random.nextBoolean()) {
      log.add(message);
      return;
    }
    Bundle bundle = new Bundle();
    var unused = Arrivals.each(record(log.remove(log.size() - 1)), bundle::add);
    unused = Arrivals.each(record(message), bundle::add);
    log.add(new History.Message(null, bundle.value(), false));
  }

  private static Record<byte[], byte[]> record(History.Message message) {
    Record<byte[], byte[]> record = new Record<>(message.key(), message.value(), TIMESTAMP);
    if (message.snapshot()) {
      record.headers().add(RecordHeaders.SNAPSHOT, new byte[0]);
    }
    return record;
  }

  private static boolean isSnapshot(Headers headers) {
    return headers.lastHeader(RecordHeaders.SNAPSHOT) != null;
  }

  /** One task: all processors over one store, reading one partition of every topic. */
  private final class Task {
    private final int partition;
    private final KeyValueStore<byte[], byte[]> store = TaskStore.opened();
    private final Map<String, Integer> next = new HashMap<>();
    private final Map<String, Processor<byte[], byte[], byte[], byte[]>> nodes =
        new LinkedHashMap<>();
    private MockProcessorContext<byte[], byte[]> context;

    Task(int partition) {
      this.partition = partition;
      parts.forEach(part -> next.put(part.topic(), 0));
      restart();
    }

    /** The store is all that a task keeps when it moves. */
    void restart() {
      context = TaskStore.context(partition, this::deliver);
      context.addStateStore(store);
      for (Blueprint part : parts) {
        nodes.put(Sink.reader(part.topic()), part.processor());
      }
      List<String> inputs = parts.stream().map(Blueprint::topic).toList();
      nodes.put(TaskMarkersProcessor.NODE, new TaskMarkersProcessor(plan, inputs));
      nodes.values().forEach(node -> node.init(context));
    }

    /** Streams begins the same processors anew in the same context when a task was corrupted. */
    void revive() {
      nodes.values().forEach(Processor::close);
      nodes.values().forEach(node -> node.init(context));
    }

    boolean hasWork() {
      return !waiting().isEmpty() || !punctuators().isEmpty();
    }

    private List<String> waiting() {
      return parts.stream()
          .map(Blueprint::topic)
          .filter(topic -> next.get(topic) < log(topic, partition).size())
          .toList();
    }

    private List<CapturedPunctuator> punctuators() {
      return context.scheduledPunctuators().stream().filter(p -> !p.cancelled()).toList();
    }

    void work() {
      List<String> topics = waiting();
      List<CapturedPunctuator> due = punctuators();
      int choice = random.nextInt(topics.size() + due.size());
      if (choice < topics.size()) {
        read(topics.get(choice));
      } else {
        TaskStore.ofNoRecord(context);
        due.get(choice - topics.size()).getPunctuator().punctuate(0);
      }
    }

    private void read(String topic) {
      int offset = next.merge(topic, 1, Integer::sum) - 1;
      History.Message message = log(topic, partition).get(offset);
      context.setRecordMetadata(topic, partition, offset);
      node(Sink.reader(topic)).process(record(message));
    }

    private Processor<byte[], byte[], byte[], byte[]> node(String name) {
      return java.util.Objects.requireNonNull(nodes.get(name));
    }

    /** What is sent goes to its topic, or to the step of this task that it names: at once. */
    private void deliver(Record<byte[], byte[]> record, String to) {
      if (nodes.containsKey(to)) {
        node(to).process(record);
      } else {
        send(to, record);
      }
    }
  }

  /** Whether a marker's key and value say that it came from this feeder. */
  static Optional<Marker> marker(History.Message message) {
    return Marker.isKey(message.key())
        ? Optional.of(Marker.read(message.value()))
        : Optional.empty();
  }
}
