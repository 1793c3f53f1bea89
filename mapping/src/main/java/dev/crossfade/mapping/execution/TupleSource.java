package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.Condition;
import dev.crossfade.mapping.evaluation.EvaluationError;
import dev.crossfade.mapping.evaluation.FanOutFunction;
import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.RowView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tuples of a row that pass a statement's conditions, up to the next place rows come from. */
final class TupleSource {

  private final List<Condition> onRow;
  private final @Nullable FanOut fanOut;
  private final List<Condition> onTuple;

  private record FanOut(
      FanOutFunction function, @Nullable Condition condition, boolean left, int columns) {}

  private TupleSource(List<Condition> onRow, @Nullable FanOut fanOut, List<Condition> onTuple) {
    this.onRow = onRow;
    this.fanOut = fanOut;
    this.onTuple = onTuple;
  }

  /** What is done with each tuple. */
  interface Each {
    @Nullable Rejection tuple(FanOutTuple tuple, int ordinal);
  }

  static TupleSource of(PlanNode rows) {
    List<Condition> conditions = new ArrayList<>();
    List<Condition> onTuple = List.of();
    FanOut fanOut = null;
    PlanNode node = rows;
    while (true) {
      if (node instanceof PlanNode.Filter filter) {
        conditions.add(0, Condition.compile(filter.condition()));
        node = filter.input();
      } else if (!(node instanceof PlanNode.FanOut found)) {
        break;
      } else {
        if (fanOut != null) {
          throw new IllegalArgumentException("a plan with two fan-outs in one statement");
        }
        var condition = found.condition();
        fanOut =
            new FanOut(
                FanOuts.of(found.tuples()),
                condition == null ? null : Condition.compile(condition),
                found.left(),
                found.columns().size());
        onTuple = List.copyOf(conditions);
        conditions.clear();
        node = found.input();
      }
    }
    return new TupleSource(List.copyOf(conditions), fanOut, onTuple);
  }

  /** Visits the tuples in order; stops at the first rejection, and returns it. */
  @Nullable Rejection forEach(@Nullable RowView[] relations, Each each) {
    Verdict row = judge(onRow, relations, FanOutTuple.NONE);
    if (!row.keep()) {
      return row.rejection();
    }
    FanOut over = fanOut;
    if (over == null) {
      return each.tuple(FanOutTuple.NONE, 0);
    }
    FanOutFunction.Tuples tuples = over.function().evaluate(relations, FanOutTuple.NONE);
    if (tuples.error() != null) {
      return rejection(tuples.error());
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
        Rejection rejection = visit(relations, tuple, i, each);
        if (rejection != null) {
          return rejection;
        }
      }
    }
    return over.left() && !matched
        ? visit(relations, FanOutTuple.nulls(over.columns()), 0, each)
        : null;
  }

  private @Nullable Rejection visit(
      @Nullable RowView[] relations, FanOutTuple tuple, int ordinal, Each each) {
    Verdict verdict = judge(onTuple, relations, tuple);
    return verdict.keep() ? each.tuple(tuple, ordinal) : verdict.rejection();
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
