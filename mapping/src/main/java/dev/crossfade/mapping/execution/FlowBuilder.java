package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes one statement's tree apart into the functions of its old tables and its steps. */
final class FlowBuilder {

  private final MigrationPlan plan;
  private final MappedStatement statement;
  private final int index;
  private final List<StatementFunction> functions;
  private final List<StepFunction> steps;
  private int place;
  private int step;

  /**
   * @param place the first that is free in the order among origins
   */
  FlowBuilder(
      MigrationPlan plan,
      MappedStatement statement,
      int index,
      int place,
      List<StatementFunction> functions,
      List<StepFunction> steps) {
    this.plan = plan;
    this.statement = statement;
    this.index = index;
    this.place = place;
    this.functions = functions;
    this.steps = steps;
  }

  /** Adds what the statement is made of; the next free place. */
  int build() {
    PlanNode source = source(statement.rows());
    if (source instanceof PlanNode.Scan) {
      functions.add(written(place++));
    } else {
      // The same rows as a table's, but of the last step.
      step(source, () -> written(place), Target.newTable(index));
    }
    return place;
  }

  private CompiledStatement written(int at) {
    NewTable table = plan.newTable(statement.newTable());
    return CompiledStatement.of(statement, index, at, table, plan.migration());
  }

  /** Where the rows of a chain come from: a table or a step. */
  private static PlanNode source(PlanNode node) {
    return node instanceof PlanNode.Filter || node instanceof PlanNode.FanOut
        ? source(node.inputs().get(0))
        : node;
  }

  /**
   * Adds a step and all below it; its number.
   *
   * @param next makes what becomes of its rows
   */
  private int step(PlanNode node, Supplier<RowMapper> next, Target target) {
    return node instanceof PlanNode.Aggregate aggregate
        ? group(aggregate, next, target)
        : join((PlanNode.Join) node, next, target);
  }

  private int group(PlanNode.Aggregate aggregate, Supplier<RowMapper> next, Target target) {
    OriginShape origin = shape(aggregate);
    RowLayout key = origin.layout(plan);
    int number = step + aggregate.steps() - 1;
    List<StepFunction.Input> inputs = new ArrayList<>();
    for (PlanNode.Branch branch : aggregate.branches()) {
      Target side = new Target(index, number, inputs.size());
      inputs.add(side(branch.input(), branch.keys(), key, false, side));
    }
    RowLayout rows = StepRows.of(plan, aggregate);
    RowMapper mapper = next.get();
    steps.add(
        new GroupFunction(
            new StepFunction.Common(
                statement, index, step++, place++, inputs, origin, rows, mapper, target),
            aggregate,
            new RowView(key)));
    return number;
  }

  private int join(PlanNode.Join join, Supplier<RowMapper> next, Target target) {
    RowLayout key = StepRows.joinKey(plan, join);
    boolean dropsLeft =
        join.kind() == PlanNode.JoinKind.INNER || join.kind() == PlanNode.JoinKind.SEMI;
    List<Expression> leftKeys = join.keys().stream().map(PlanNode.JoinKey::left).toList();
    List<Expression> rightKeys = join.keys().stream().map(PlanNode.JoinKey::right).toList();
    int number = step + join.steps() - 1;
    List<StepFunction.Input> inputs =
        List.of(
            side(join.left(), leftKeys, key, dropsLeft, new Target(index, number, 0)),
            side(join.right(), rightKeys, key, true, new Target(index, number, 1)));
    RowLayout pair = StepRows.of(plan, join.left(), join.right());
    boolean leftOnly =
        join.kind() == PlanNode.JoinKind.SEMI || join.kind() == PlanNode.JoinKind.ANTI;
    RowLayout rows = leftOnly ? StepRows.of(plan, join.left()) : pair;
    RowMapper mapper = next.get();
    steps.add(
        new JoinFunction(
            new StepFunction.Common(
                statement, index, step++, place++, inputs, shape(join), rows, mapper, target),
            join,
            pair));
    return number;
  }

  private StepFunction.Input side(
      PlanNode.Project rows,
      List<Expression> keys,
      RowLayout keyLayout,
      boolean dropsNullKeys,
      Target target) {
    RowLayout layout = StepRows.of(plan, rows);
    PlanNode source = source(rows.input());
    boolean counted = OriginShape.fansOut(rows.input());
    OriginShape origin = shape(rows.input());
    Supplier<RowMapper> mapper =
        () -> new SegmentMapper(rows, keys, keyLayout, layout, dropsNullKeys);
    if (source instanceof PlanNode.Scan scan) {
      functions.add(new TableRows(statement, place++, scan.table(), mapper.get(), target));
      return new StepFunction.Input(scan.table(), -1, origin, counted, shape(rows), layout);
    }
    return new StepFunction.Input(
        null, step(source, mapper, target), origin, counted, shape(rows), layout);
  }

  private OriginShape shape(PlanNode node) {
    return OriginShape.of(node, plan::oldTable);
  }

  /** What becomes of an old table's rows until they meet others. */
  private record TableRows(
      MappedStatement statement, int place, TableId oldTable, RowMapper mapper, Target target)
      implements OfStatement {

    @Override
    public boolean direct() {
      return false;
    }

    @Override
    public void apply(RowView row, Output out) {
      mapper.apply(row, out);
    }

    @Override
    public void keysOf(RowView old, KeyOutput out) {
      throw new IllegalStateException("rows that meet others have no keys of their own");
    }
  }
}
