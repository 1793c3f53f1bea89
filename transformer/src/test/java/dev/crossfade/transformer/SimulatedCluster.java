package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RecordHeaders;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * All tasks of a topology over logs in memory: the real processors, each with its partition, its
 * store and its cursor. Which task goes next is chance; each log's order is kept.
 */
final class SimulatedCluster {

  private final MigrationPlan plan;
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
    Progress progress = new Progress();
    Sources sources = Sources.of(plan, functions.of(plan));
    for (OldTable table : plan.oldTables()) {
      MapBlueprint blueprint =
          MapBlueprint.of(plan, table, sources, progress, functions, 1 << 20, sliceMessages);
      if (!blueprint.sources().isEmpty()) {
        add(blueprint.topic(), blueprint.storeName(), () -> new MapProcessor(blueprint));
      }
    }
    for (int i = 0; i < sources.steps().size(); i++) {
      StepBlueprint blueprint =
          StepBlueprint.of(sources, i, progress, functions, 1 << 20, sliceMessages);
      add(blueprint.topic(), blueprint.storeName(), () -> new StepProcessor(blueprint));
    }
    for (NewTable table : plan.newTables()) {
      if (table.path() == NewTable.Path.ARRANGED) {
        WriteBlueprint blueprint = WriteBlueprint.of(plan, table, sources, progress);
        add(blueprint.topic(), blueprint.storeName(), () -> new WriteProcessor(blueprint));
      }
    }
  }

  private void add(
      String topic, String store, Supplier<Processor<byte[], byte[], byte[], byte[]>> processors) {
    for (int p = 0; p < plan.partitions(); p++) {
      tasks.add(new Task(tasks.size(), topic, p, store, processors));
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
    if (random.nextInt(40) == 0) {
      task.restart();
    } else {
      task.work();
    }
    return true;
  }

  private void deliver(CapturedForward<? extends byte[], ? extends byte[]> forward) {
    String node = forward.childName().orElseThrow();
    String topic = node.substring(0, node.indexOf(" from "));
    byte[] key = forward.record().key();
    byte[] value = forward.record().value();
    boolean snapshot = isSnapshot(forward.record().headers());
    Optional<Set<Integer>> partitions =
        new MarkerPartitioner(plan.partitions()).partitions(topic, key, value, plan.partitions());
    partitions
        .orElseGet(() -> Set.of(BuiltInPartitioner.partitionForKey(key, plan.partitions())))
        .forEach(p -> log(topic, p).add(new History.Message(key, value, snapshot)));
  }

  private static boolean isSnapshot(Headers headers) {
    return headers.lastHeader(RecordHeaders.SNAPSHOT) != null;
  }

  /** One task: a processor with its store, reading one partition. */
  private final class Task {
    private final int number;
    private final String topic;
    private final int partition;
    private final Supplier<Processor<byte[], byte[], byte[], byte[]>> processors;
    private final KeyValueStore<byte[], byte[]> store;
    private MockProcessorContext<byte[], byte[]> context;
    private Processor<byte[], byte[], byte[], byte[]> processor;
    private int next;

    Task(
        int number,
        String topic,
        int partition,
        String storeName,
        Supplier<Processor<byte[], byte[], byte[], byte[]>> processors) {
      this.number = number;
      this.topic = topic;
      this.partition = partition;
      this.processors = processors;
      this.store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(storeName), Serdes.ByteArray(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      this.context = newContext();
      store.init(context.getStateStoreContext(), store);
      this.processor = processors.get();
      processor.init(context);
    }

    private MockProcessorContext<byte[], byte[]> newContext() {
      Properties quiet = new Properties();
      quiet.put("processing.exception.handler.global.enabled", "true");
      return new MockProcessorContext<>(quiet, new TaskId(number, partition), new File("unused"));
    }

    /** The store is all that a task keeps when it moves. */
    void restart() {
      context = newContext();
      context.addStateStore(store);
      processor = processors.get();
      processor.init(context);
    }

    boolean hasWork() {
      return next < log(topic, partition).size() || punctuator().isPresent();
    }

    void work() {
      Optional<CapturedPunctuator> slice = punctuator();
      boolean record = next < log(topic, partition).size();
      if (slice.isPresent() && (!record || random.nextBoolean())) {
        slice.get().getPunctuator().punctuate(0);
      } else {
        History.Message message = log(topic, partition).get(next);
        context.setRecordMetadata(topic, partition, next++);
        Record<byte[], byte[]> in = new Record<>(message.key(), message.value(), 1);
        if (message.snapshot()) {
          in.headers().add(RecordHeaders.SNAPSHOT, new byte[0]);
        }
        processor.process(in);
      }
      List.copyOf(context.forwarded()).forEach(SimulatedCluster.this::deliver);
      context.resetForwards();
    }

    private Optional<CapturedPunctuator> punctuator() {
      return context.scheduledPunctuators().stream().filter(p -> !p.cancelled()).findFirst();
    }
  }

  /** Whether a marker's key and value say that it came from this feeder. */
  static Optional<Marker> marker(History.Message message) {
    return Marker.isKey(message.key())
        ? Optional.of(Marker.read(message.value()))
        : Optional.empty();
  }
}
