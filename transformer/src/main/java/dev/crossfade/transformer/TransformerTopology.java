package dev.crossfade.transformer;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of a plan: one part per old table, one per step in which rows meet, and one per
 * arranged new table. They meet in topics that {@code prepare} made, never in Streams' own, and
 * where a key stays in its partition without a topic between them; so a task is one partition of
 * everything, with one store.
 */
final class TransformerTopology {

  private TransformerTopology() {}

  /**
   * @param sliceMessages most messages that one call sends of one change
   */
  static Topology of(
      MigrationPlan plan,
      FunctionSource functions,
      Progress progress,
      int rowBytesMax,
      int sliceMessages) {
    List<Blueprint> parts = parts(plan, functions, progress, rowBytesMax, sliceMessages);
    Topology topology = new Topology();
    Map<String, Set<String>> writers = new LinkedHashMap<>();
    Set<String> steps = new LinkedHashSet<>();
    for (Blueprint part : parts) {
      String node = Sink.reader(part.topic());
      List<String> parents = new ArrayList<>(writers.getOrDefault(part.topic(), Set.of()));
      parents.add(source(topology, part.topic()));
      topology.addProcessor(node, part::processor, parents.toArray(String[]::new));
      steps.add(node);
      part.sinks()
          .forEach(
              sink -> writers.computeIfAbsent(sink.topic(), t -> new LinkedHashSet<>()).add(node));
    }
    List<String> inputs = parts.stream().map(Blueprint::topic).toList();
    topology.addProcessor(
        TaskMarkersProcessor.NODE,
        () -> new TaskMarkersProcessor(plan, inputs),
        steps.toArray(String[]::new));
    steps.add(TaskMarkersProcessor.NODE);
    topology.addStateStore(store(), steps.toArray(String[]::new));
    writers.put(Sink.dead(plan).topic(), steps);
    writers.forEach((topic, nodes) -> sink(topology, topic, nodes, plan.partitions()));
    return topology;
  }

  /** All parts, each behind those that write what it reads. */
  static List<Blueprint> parts(
      MigrationPlan plan,
      FunctionSource functions,
      Progress progress,
      int rowBytesMax,
      int sliceMessages) {
    FunctionSource ofThread = new ThreadFunctions(functions, plan);
    Sources sources = Sources.of(plan, ofThread.of(plan));
    List<Blueprint> parts = new ArrayList<>();
    for (OldTable table : plan.oldTables()) {
      if (sources.ofTables().stream().anyMatch(source -> source.oldTable().equals(table))) {
        parts.add(
            MapBlueprint.of(plan, table, sources, progress, ofThread, rowBytesMax, sliceMessages));
      }
    }
    for (int i = 0; i < sources.steps().size(); i++) {
      parts.add(new StepBlueprint(sources, i, progress, ofThread, rowBytesMax, sliceMessages));
    }
    for (NewTable table : plan.newTables()) {
      if (table.path() == NewTable.Path.ARRANGED) {
        parts.add(new WriteBlueprint(plan, table, sources, progress));
      }
    }
    return parts;
  }

  /** The topics that the topology reads. */
  static List<String> inputs(MigrationPlan plan, Sources sources) {
    List<String> topics = new ArrayList<>();
    plan.oldTables().stream()
        .filter(
            table ->
                sources.ofTables().stream().anyMatch(source -> source.oldTable().equals(table)))
        .forEach(table -> topics.add(plan.topics().old(table.id())));
    topics.addAll(stepTopics(plan, sources));
    return topics;
  }

  /** Those of them that it also writes. */
  static Set<String> stepTopics(MigrationPlan plan, Sources sources) {
    Set<String> topics = new LinkedHashSet<>();
    sources.steps().forEach(step -> topics.add(sources.topic(step)));
    plan.newTables().stream()
        .filter(table -> table.path() == NewTable.Path.ARRANGED)
        .forEach(table -> topics.add(plan.topics().arranged(plan.generation(), table.id())));
    return topics;
  }

  private static String source(Topology topology, String topic) {
    String node = "from " + topic;
    topology.addSource(
        AutoOffsetReset.none(),
        node,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
    return node;
  }

  private static void sink(Topology topology, String topic, Set<String> nodes, int partitions) {
    topology.addSink(
        topic,
        topic,
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        new MarkerPartitioner(partitions),
        nodes.toArray(String[]::new));
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(StoreSection.STORE),
            Serdes.ByteArray(),
            Serdes.ByteArray())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }
}
