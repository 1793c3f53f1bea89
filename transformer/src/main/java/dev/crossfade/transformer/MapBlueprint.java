package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the first steps of one old table have in common.
 *
 * @param sources the statements over it, in order
 * @param sinks all topics they write, dead letters last, each once
 */
record MapBlueprint(
    MigrationPlan plan,
    OldTable table,
    List<Source> sources,
    List<Sink> sinks,
    Progress progress,
    FunctionSource functions,
    int rowBytesMax,
    int sliceMessages) {

  static MapBlueprint of(
      MigrationPlan plan,
      OldTable table,
      Sources all,
      Progress progress,
      FunctionSource functions,
      int rowBytesMax,
      int sliceMessages) {
    List<Source> sources = all.ofTables().stream().filter(s -> s.oldTable().equals(table)).toList();
    String step = name(table);
    Set<Sink> sinks = new LinkedHashSet<>();
    sources.forEach(source -> sinks.add(Sink.of(source.topic(plan), step)));
    sinks.add(Sink.of(plan.topics().dead(), step));
    return new MapBlueprint(
        plan, table, sources, List.copyOf(sinks), progress, functions, rowBytesMax, sliceMessages);
  }

  private static String name(OldTable table) {
    return "map."
        + TopicNames.encode(table.id().schema())
        + "."
        + TopicNames.encode(table.id().name());
  }

  String name() {
    return name(table);
  }

  /** Short: it becomes part of a topic's name. */
  String storeName() {
    return "map-" + plan.oldTables().indexOf(table);
  }

  String topic() {
    return plan.topics().old(table.id());
  }

  ChangeSteps steps(KeyValueStore<byte[], byte[]> store, Outbox out) {
    List<Step> steps = new ArrayList<>();
    List<Meter> meters = new ArrayList<>();
    Sink dead = sinks.get(sinks.size() - 1);
    Map<Integer, StatementFunction> all =
        functions.of(plan).functions().stream()
            .collect(Collectors.toMap(StatementFunction::place, f -> f));
    for (Source source : sources) {
      Meter meter = progress.meter(source.newTable().id());
      DeadLetterBook book =
          new DeadLetterBook(
              plan.generation(), store, out, dead, new KeyTexts(plan, source.origin()), meter);
      Mapper mapper = new Mapper(function(all, source), rowBytesMax);
      Sink sink = Sink.of(source.topic(plan), name());
      steps.add(
          source.direct()
              ? new DirectStep(source, function(all, source), mapper, book, out, sink, meter)
              : new ArrangedStep(source, mapper, sliceMessages, book, out, sink, meter));
      meters.add(meter);
    }
    return new ChangeSteps(ChangeLayout.of(plan.migration(), table), steps, meters);
  }

  private static StatementFunction function(Map<Integer, StatementFunction> all, Source source) {
    return java.util.Objects.requireNonNull(all.get(source.index()));
  }
}
