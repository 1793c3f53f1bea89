package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.GroupFunction;
import dev.crossfade.mapping.execution.JoinFunction;
import dev.crossfade.mapping.execution.StepFunction;
import dev.crossfade.schemas.MigrationPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of one step have in common.
 *
 * @param number the step's place among all steps of the plan
 */
record StepBlueprint(
    Sources sources,
    int number,
    Progress progress,
    FunctionSource functions,
    int rowBytesMax,
    int sliceRows)
    implements Blueprint {

  @Override
  public String topic() {
    return sources.topic(sources.steps().get(number));
  }

  @Override
  public int section() {
    return 1 + sources.plan().oldTables().size() + number;
  }

  @Override
  public List<Sink> sinks() {
    return List.of(sources.ofSteps().get(number).sink(sources.plan()));
  }

  @Override
  public StepProcessor processor() {
    return new StepProcessor(this);
  }

  /** The topics whose partitions feed this step, each with its place from 0. */
  Map<String, Integer> feeders() {
    Map<String, Integer> places = new HashMap<>();
    sources
        .feedersOf(sources.steps().get(number))
        .forEach(topic -> places.put(topic, places.size()));
    return places;
  }

  KeyedStep step(StoreSection store, Outbox out) {
    MigrationPlan plan = sources.plan();
    StepFunction function = functions.of(plan).steps().get(number);
    Source source = sources.ofSteps().get(number);
    Meter meter = progress.meter(source.newTable().id());
    DeadLetterBook letters =
        new DeadLetterBook(
            plan.generation(),
            store,
            out,
            Sink.dead(plan),
            new KeyTexts(plan, source.origin()),
            meter);
    Deltas deltas =
        new Deltas(
            source,
            new Mapper(function.common().next(), rowBytesMax),
            function.common().rows(),
            letters,
            out,
            source.sink(plan),
            meter);
    return function instanceof GroupFunction group
        ? new GroupStep(group, plan, store, deltas, sliceRows)
        : new JoinStep((JoinFunction) function, plan, store, deltas, sliceRows);
  }
}
