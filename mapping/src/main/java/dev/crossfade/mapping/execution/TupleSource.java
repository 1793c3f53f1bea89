package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.Condition;
import dev.crossfade.mapping.evaluation.EvaluationError;
import dev.crossfade.mapping.evaluation.FanOutFunction;
import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.plan.FanOutOrdinals;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.RowView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tuples of a row that pass a statement's conditions, up to the next place rows come from. */
final class TupleSource {

  private final List<Condition> onRow;
  private final List<FanOut> fanOuts;
  private final FanOutOrdinals ordinals;

  /**
   * One fan-out over the tuples of those before it.
   *
   * @param condition which tuples count; null if all do
   * @param onTuple what must hold of those that are given
   * @param columns how many its tuples have
   */
  private record FanOut(
      FanOutFunction function,
      @Nullable Condition condition,
      boolean left,
      int columns,
      List<Condition> onTuple) {}

  private TupleSource(List<Condition> onRow, List<FanOut> fanOuts, FanOutOrdinals ordinals) {
    this.onRow = List.copyOf(onRow);
    this.fanOuts = List.copyOf(fanOuts);
    this.ordinals = ordinals;
  }

  /** What is done with each tuple. */
  interface Each {
    @Nullable Rejection tuple(FanOutTuple tuple, int ordinal);
  }

  static TupleSource of(PlanNode rows) {
    List<Condition> conditions = new ArrayList<>();
    List<FanOut> fanOuts = new ArrayList<>();
    List<PlanNode.Tuples> tuples = new ArrayList<>();
    PlanNode node = rows;
    while (node instanceof PlanNode.Filter || node instanceof PlanNode.FanOut) {
      if (node instanceof PlanNode.Filter filter) {
        conditions.add(0, Condition.compile(filter.condition()));
      } else if (node instanceof PlanNode.FanOut found) {
        var condition = found.condition();
        fanOuts.add(
            0,
            new FanOut(
                FanOuts.of(found.tuples()),
                condition == null ? null : Condition.compile(condition),
                found.left(),
                found.columns().size(),
                List.copyOf(conditions)));
        tuples.add(0, found.tuples());
        conditions.clear();
      }
      node = node.inputs().get(0);
    }
    return new TupleSource(conditions, fanOuts, FanOutOrdinals.of(tuples));
  }

  /** Visits the tuples in order; stops at the first rejection, and returns it. */
  @Nullable Rejection forEach(@Nullable RowView[] relations, Each each) {
    Verdict row = judge(onRow, relations, FanOutTuple.NONE);
    return row.keep() ? forEach(relations, 0, FanOutTuple.NONE, 0, each) : row.rejection();
  }

  /** Visits what the fan-outs from {@code level} on make of a tuple of those before. */
  private @Nullable Rejection forEach(
      @Nullable RowView[] relations, int level, FanOutTuple outer, int before, Each each) {
    if (level == fanOuts.size()) {
      return each.tuple(outer, before);
    }
    FanOut over = fanOuts.get(level);
    FanOutFunction.Tuples tuples = over.function().evaluate(relations, outer);
    if (tuples.error() != null) {
      return rejection(tuples.error());
    }
    if (tuples.tuples().size() > ordinals.elementsMax(level)) {
      return tooMany(level);
    }
    boolean matched = false;
    Condition condition = over.condition();
    for (int i = 0; i < tuples.tuples().size(); i++) {
      FanOutTuple tuple = tuples.tuples().get(i);
      Verdict joins =
          condition == null ? Verdict.KEEP : judge(List.of(condition), relations, tuple);
      if (joins.rejection() != null) {
        return joins.rejection();
      }
      if (joins.keep()) {
        matched = true;
        Rejection rejection = visit(relations, level, tuple, ordinals.of(before, level, i), each);
        if (rejection != null) {
          return rejection;
        }
      }
    }
    return over.left() && !matched
        ? visit(
            relations, level, outer.withNulls(over.columns()), ordinals.of(before, level, 0), each)
        : null;
  }

  private @Nullable Rejection visit(
      @Nullable RowView[] relations, int level, FanOutTuple tuple, int ordinal, Each each) {
    Verdict verdict = judge(fanOuts.get(level).onTuple(), relations, tuple);
    return verdict.keep()
        ? forEach(relations, level + 1, tuple, ordinal, each)
        : verdict.rejection();
  }

  private Rejection tooMany(int level) {
    return new Rejection(
        "54000",
        null,
        "one of several fan-outs has more than "
            + ordinals.elementsMax(level)
            + " elements in this row");
  }

  private record Verdict(boolean keep, @Nullable Rejection rejection) {
    static final Verdict KEEP = new Verdict(true, null);
    static final Verdict DROP = new Verdict(false, null);
  }

  private static Verdict judge(
      List<Condition> conditions, @Nullable RowView[] relations, FanOutTuple tuple) {
    for (Condition condition : conditions) {
      Condition.Verdict verdict = condition.judge(relations, tuple);
      if (verdict instanceof Condition.Failed failed) {
        return new Verdict(false, rejection(failed.error()));
      }
      if (verdict == Condition.Plain.DROP) {
        return Verdict.DROP;
      }
    }
    return Verdict.KEEP;
  }

  private static Rejection rejection(EvaluationError error) {
    return new Rejection(error.sqlState(), error.column(), error.message());
  }
}
