package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.mapping.execution.StepFunction;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything in a plan that contributions come from.
 *
 * @param ofTables one statement over one old table each
 * @param ofSteps the steps, in the order of {@code steps}
 */
record Sources(
    MigrationPlan plan,
    List<Source> ofTables,
    List<StepFunction.Common> steps,
    List<Source> ofSteps) {

  static Sources of(MigrationPlan plan, StatementFlows flows) {
    List<StepFunction.Common> steps = flows.steps().stream().map(StepFunction::common).toList();
    return new Sources(
        plan,
        Source.of(plan, flows.functions()),
        steps,
        steps.stream().map(step -> Source.of(plan, step)).toList());
  }

  Stream<Source> all() {
    return Stream.concat(ofTables.stream(), ofSteps.stream());
  }

  /** By its place in the order among origins. */
  Source at(int index) {
    return all()
        .filter(source -> source.index() == index)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan has no source " + index));
  }

  /** Those whose rows are a new table's. */
  Stream<Source> writing(NewTable table) {
    return all().filter(s -> s.target().isNewTable() && s.newTable().equals(table));
  }

  /** The topics whose partitions send their markers to a new table's write step, in order. */
  TreeSet<String> feedersOf(NewTable table) {
    TreeSet<String> topics = new TreeSet<>();
    ofTables.stream()
        .filter(s -> s.target().isNewTable() && s.newTable().equals(table))
        .forEach(s -> topics.add(plan.topics().old(s.oldTable().id())));
    for (int i = 0; i < steps.size(); i++) {
      Source source = ofSteps.get(i);
      if (source.target().isNewTable() && source.newTable().equals(table)) {
        topics.add(topic(steps.get(i)));
      }
    }
    return topics;
  }

  /** The topics whose partitions send their markers to a step, in order. */
  TreeSet<String> feedersOf(StepFunction.Common step) {
    TreeSet<String> topics = new TreeSet<>();
    step.tables().forEach(table -> topics.add(plan.topics().old(table)));
    step.steps()
        .forEach(
            earlier -> topics.add(plan.topics().step(plan.generation(), step.index(), earlier)));
    return topics;
  }

  /** The topic that a step reads. */
  String topic(StepFunction.Common step) {
    return plan.topics().step(plan.generation(), step.index(), step.step());
  }

  /** Every topic on the way of the old rows into a new table, but the old ones. */
  List<String> between(NewTable table) {
    Stream<String> ofSteps =
        steps.stream()
            .filter(step -> step.statement().newTable().equals(table.id()))
            .map(this::topic);
    return table.path() == NewTable.Path.ARRANGED
        ? Stream.concat(ofSteps, Stream.of(plan.topics().arranged(plan.generation(), table.id())))
            .toList()
        : ofSteps.toList();
  }
}
