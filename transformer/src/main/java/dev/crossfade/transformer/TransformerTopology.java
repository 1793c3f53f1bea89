package dev.crossfade.transformer;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of a plan: one independent part per old table, one per step in which rows meet, and
 * one per arranged new table. They meet in topics that {@code prepare} made, never in Streams' own.
 */
final class TransformerTopology {

  private final MigrationPlan plan;
  private final Topology topology = new Topology();

  private TransformerTopology(MigrationPlan plan) {
    this.plan = plan;
  }

  /**
   * @param sliceMessages most messages that one call sends of one change
   */
  static Topology of(
      MigrationPlan plan,
      FunctionSource functions,
      Progress progress,
      int rowBytesMax,
      int sliceMessages) {
    Sources sources = Sources.of(plan, functions.of(plan));
    TransformerTopology builder = new TransformerTopology(plan);
    for (OldTable table : plan.oldTables()) {
      if (sources.ofTables().stream().anyMatch(source -> source.oldTable().equals(table))) {
        builder.map(
            MapBlueprint.of(plan, table, sources, progress, functions, rowBytesMax, sliceMessages));
      }
    }
    for (int i = 0; i < sources.steps().size(); i++) {
      builder.step(StepBlueprint.of(sources, i, progress, functions, rowBytesMax, sliceMessages));
    }
    for (NewTable table : plan.newTables()) {
      if (table.path() == NewTable.Path.ARRANGED) {
        builder.write(WriteBlueprint.of(plan, table, sources, progress));
      }
    }
    return builder.topology;
  }

  /** The topics that the topology reads. */
  static List<String> inputs(MigrationPlan plan, Sources sources) {
    List<String> topics = new ArrayList<>();
    plan.oldTables().stream()
        .filter(
            table ->
                sources.ofTables().stream().anyMatch(source -> source.oldTable().equals(table)))
        .forEach(table -> topics.add(plan.topics().old(table.id())));
    sources.steps().forEach(step -> topics.add(sources.topic(step)));
    plan.newTables().stream()
        .filter(table -> table.path() == NewTable.Path.ARRANGED)
        .forEach(table -> topics.add(plan.topics().arranged(plan.generation(), table.id())));
    return topics;
  }

  private void map(MapBlueprint blueprint) {
    part(
        blueprint.name(),
        blueprint.topic(),
        () -> new MapProcessor(blueprint),
        blueprint.storeName(),
        blueprint.sinks());
  }

  private void step(StepBlueprint blueprint) {
    part(
        blueprint.name(),
        blueprint.topic(),
        () -> new StepProcessor(blueprint),
        blueprint.storeName(),
        blueprint.sinks());
  }

  private void write(WriteBlueprint blueprint) {
    part(
        blueprint.name(),
        blueprint.topic(),
        () -> new WriteProcessor(blueprint),
        blueprint.storeName(),
        List.of(blueprint.sink(), blueprint.dead()));
  }

  private void part(
      String name,
      String input,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processor,
      String store,
      List<Sink> sinks) {
    String source = input + " to " + name;
    topology.addSource(
        AutoOffsetReset.none(),
        source,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        input);
    topology.addProcessor(name, processor, source);
    topology.addStateStore(store(store), name);
    for (Sink sink : sinks) {
      topology.addSink(
          sink.node(),
          sink.topic(),
          new ByteArraySerializer(),
          new ByteArraySerializer(),
          new MarkerPartitioner(plan.partitions()),
          name);
    }
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }
}
