package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.GroupFunction;
import dev.crossfade.mapping.execution.JoinFunction;
import dev.crossfade.mapping.execution.StepFunction;
import dev.crossfade.schemas.MigrationPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the tasks of one step have in common.
 *
 * @param number the step's place among all steps of the plan
 * @param sink where its rows go
 */
record StepBlueprint(
    Sources sources,
    int number,
    Sink sink,
    Sink dead,
    Progress progress,
    FunctionSource functions,
    int rowBytesMax,
    int sliceRows) {

  static StepBlueprint of(
      Sources sources,
      int number,
      Progress progress,
      FunctionSource functions,
      int rowBytesMax,
      int sliceRows) {
    MigrationPlan plan = sources.plan();
    String step = name(sources, number);
    return new StepBlueprint(
        sources,
        number,
        Sink.of(sources.ofSteps().get(number).topic(plan), step),
        Sink.of(plan.topics().dead(), step),
        progress,
        functions,
        rowBytesMax,
        sliceRows);
  }

  private static String name(Sources sources, int number) {
    StepFunction.Common step = sources.steps().get(number);
    return "step." + step.index() + "." + step.step();
  }

  String name() {
    return name(sources, number);
  }

  /** Short: it becomes part of a topic's name. */
  String storeName() {
    return "step-" + number;
  }

  String topic() {
    return sources.topic(sources.steps().get(number));
  }

  List<Sink> sinks() {
    return List.of(sink, dead);
  }

  /** The topics whose partitions feed this step, each with its place from 0. */
  Map<String, Integer> feeders() {
    Map<String, Integer> places = new HashMap<>();
    sources
        .feedersOf(sources.steps().get(number))
        .forEach(topic -> places.put(topic, places.size()));
    return places;
  }

  KeyedStep step(KeyValueStore<byte[], byte[]> store, Outbox out) {
    MigrationPlan plan = sources.plan();
    StepFunction function = functions.of(plan).steps().get(number);
    Source source = sources.ofSteps().get(number);
    Meter meter = progress.meter(source.newTable().id());
    DeadLetterBook letters =
        new DeadLetterBook(
            plan.generation(), store, out, dead, new KeyTexts(plan, source.origin()), meter);
    Deltas deltas =
        new Deltas(
            source,
            new Mapper(function.common().next(), rowBytesMax),
            function.common().rows(),
            letters,
            out,
            sink,
            meter);
    return function instanceof GroupFunction group
        ? new GroupStep(group, plan, store, deltas, sliceRows)
        : new JoinStep((JoinFunction) function, plan, store, deltas, sliceRows);
  }
}
