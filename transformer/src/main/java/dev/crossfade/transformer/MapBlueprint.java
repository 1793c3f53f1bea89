package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the first steps of one old table have in common.
 *
 * @param sources the statements over it, in order
 */
record MapBlueprint(
    MigrationPlan plan,
    OldTable table,
    List<Source> sources,
    Progress progress,
    FunctionSource functions,
    int rowBytesMax,
    int sliceMessages)
    implements Blueprint {

  static MapBlueprint of(
      MigrationPlan plan,
      OldTable table,
      Sources all,
      Progress progress,
      FunctionSource functions,
      int rowBytesMax,
      int sliceMessages) {
    List<Source> sources = all.ofTables().stream().filter(s -> s.oldTable().equals(table)).toList();
    return new MapBlueprint(plan, table, sources, progress, functions, rowBytesMax, sliceMessages);
  }

  @Override
  public String topic() {
    return plan.topics().old(table.id());
  }

  @Override
  public int section() {
    return 1 + plan.oldTables().indexOf(table);
  }

  @Override
  public List<Sink> sinks() {
    return sources.stream().map(source -> source.sink(plan)).distinct().toList();
  }

  @Override
  public MapProcessor processor() {
    return new MapProcessor(this);
  }

  ChangeSteps steps(StoreSection store, Outbox out) {
    List<Step> steps = new ArrayList<>();
    List<Meter> meters = new ArrayList<>();
    Sink dead = Sink.dead(plan);
    Map<Integer, StatementFunction> all =
        functions.of(plan).functions().stream()
            .collect(Collectors.toMap(StatementFunction::place, f -> f));
    for (Source source : sources) {
      Meter meter = progress.meter(source.newTable().id());
      DeadLetterBook book =
          new DeadLetterBook(
              plan.generation(), store, out, dead, new KeyTexts(plan, source.origin()), meter);
      Mapper mapper = new Mapper(function(all, source), rowBytesMax);
      Sink sink = source.sink(plan);
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
