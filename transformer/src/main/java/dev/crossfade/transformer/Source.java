package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.OriginShape;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.mapping.execution.StepFunction;
import dev.crossfade.mapping.execution.Target;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where contributions come from: one statement over one old table, or a step in which rows meet.
 *
 * @param index its place among all of them: the first part of the order among origins
 * @param number the statement's place in mapping.sql, from 1
 * @param branch its place among the branches of a UNION ALL, from 0
 * @param oldTable the table whose rows these are; of a step the one that its origins are named
 *     after
 * @param origin what tells its rows apart
 * @param target where they go
 */
record Source(
    int index,
    int number,
    int branch,
    OldTable oldTable,
    NewTable newTable,
    OriginShape origin,
    Target target) {

  static List<Source> of(MigrationPlan plan, List<StatementFunction> functions) {
    List<Source> sources = new ArrayList<>();
    for (StatementFunction function : functions) {
      OldTable old = plan.oldTable(function.oldTable());
      NewTable made = plan.newTable(function.newTable());
      OriginShape origin = OriginShape.of(new PlanNode.Scan(old.id()), plan::oldTable);
      Source source =
          new Source(
              function.place(),
              function.number(),
              function.branch(),
              old,
              made,
              origin,
              function.target());
      if (source.direct() && !function.direct()) {
        throw new TransformerException(
            "statement "
                + source.number
                + " is arranged, but the plan says that "
                + made.id()
                + " is written directly: run crossfade prepare again");
      }
      if (!source.direct() && old.identity() != OldTable.Identity.FULL) {
        throw new TransformerException(
            "statement "
                + source.number
                + " needs the whole row before of "
                + old.id()
                + ", but the plan has replica identity KEY for it: run crossfade prepare again");
      }
      sources.add(source);
    }
    return List.copyOf(sources);
  }

  /** What a step gives. */
  static Source of(MigrationPlan plan, StepFunction.Common step) {
    TableId first = step.statement().oldTable();
    return new Source(
        step.place(),
        step.statement().number(),
        step.statement().branch(),
        step.origin().table().orElseGet(() -> plan.oldTable(first)),
        plan.newTable(step.statement().newTable()),
        step.origin(),
        step.target());
  }

  boolean direct() {
    return newTable.path() == NewTable.Path.DIRECT;
  }

  /** Where what it gives goes. */
  Sink sink(MigrationPlan plan) {
    if (!target.isNewTable()) {
      return new Sink(
          plan.topics().step(plan.generation(), target.statement(), target.step()), true);
    }
    return direct()
        ? new Sink(plan.topics().newTable(plan.generation(), newTable.id()), false)
        : new Sink(plan.topics().arranged(plan.generation(), newTable.id()), true);
  }

  /** What names an origin among the dead letters: those of the branches differ. */
  Bytes letterKey(byte[] origin) {
    if (branch == 0) {
      return Bytes.wrap(origin);
    }
    byte[] key = Arrays.copyOf(origin, origin.length + 1);
    key[origin.length] = (byte) branch;
    return Bytes.wrap(key);
  }

  /** What a contribution names as its source: for a step, which side it is. */
  int tag() {
    return target.isNewTable() ? index : target.side();
  }
}
