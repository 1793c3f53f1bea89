package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
      List<Source> all,
      Progress progress,
      FunctionSource functions,
      int rowBytesMax,
      int sliceMessages) {
    List<Source> sources = all.stream().filter(s -> s.oldTable().equals(table)).toList();
    String step = name(table);
    Set<Sink> sinks = new LinkedHashSet<>();
    sources.forEach(source -> sinks.add(Sink.of(topicOf(plan, source), step)));
    sinks.add(Sink.of(plan.topics().dead(), step));
    return new MapBlueprint(
        plan, table, sources, List.copyOf(sinks), progress, functions, rowBytesMax, sliceMessages);
  }

  private static String topicOf(MigrationPlan plan, Source source) {
    TopicNames names = plan.topics();
    return source.direct()
        ? names.newTable(plan.generation(), source.newTable().id())
        : names.arranged(plan.generation(), source.newTable().id());
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
    List<StatementFunction> all = functions.of(plan);
    for (Source source : sources) {
      Meter meter = progress.meter(source.newTable().id());
      DeadLetterBook book =
          new DeadLetterBook(plan.generation(), store, out, dead, new KeyTexts(plan, table), meter);
      Mapper mapper = new Mapper(all.get(source.index()), rowBytesMax);
      Sink sink = Sink.of(topicOf(plan, source), name());
      steps.add(
          source.direct()
              ? new DirectStep(source, mapper, book, out, sink, meter)
              : new ArrangedStep(source, mapper, sliceMessages, book, out, sink, meter));
      meters.add(meter);
    }
    return new ChangeSteps(ChangeLayout.of(plan.migration(), table), steps, meters);
  }
}
