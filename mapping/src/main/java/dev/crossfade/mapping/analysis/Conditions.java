package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionColumns;
import dev.crossfade.mapping.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/** Puts conditions where they cost least: those on the old table alone below every fan-out. */
final class Conditions {

  private Conditions() {}

  static PlanNode filter(PlanNode input, Expression condition) {
    List<Expression> below = new ArrayList<>();
    List<Expression> above = new ArrayList<>();
    for (Expression conjunct : conjuncts(condition)) {
      (ExpressionColumns.readsFanOut(conjunct) ? above : below).add(conjunct);
    }
    PlanNode rows = below.isEmpty() ? input : sink(input, and(below));
    return above.isEmpty() ? rows : new PlanNode.Filter(rows, and(above));
  }

  private static PlanNode sink(PlanNode input, Expression condition) {
    if (input instanceof PlanNode.FanOut fanOut) {
      return new PlanNode.FanOut(
          sink(fanOut.input(), condition),
          fanOut.tuples(),
          fanOut.columns(),
          fanOut.condition(),
          fanOut.left());
    }
    if (input instanceof PlanNode.Filter filter
        && ExpressionColumns.readsFanOut(filter.condition())) {
      return new PlanNode.Filter(sink(filter.input(), condition), filter.condition());
    }
    return new PlanNode.Filter(input, condition);
  }

  private static List<Expression> conjuncts(Expression condition) {
    if (condition instanceof Expression.Logic logic && logic.op() == Expression.LogicOp.AND) {
      return logic.arguments().stream().flatMap(a -> conjuncts(a).stream()).toList();
    }
    return List.of(condition);
  }

  private static Expression and(List<Expression> conjuncts) {
    return conjuncts.size() == 1
        ? conjuncts.get(0)
        : new Expression.Logic(
            Expression.LogicOp.AND, conjuncts, conjuncts.get(0).type(), conjuncts.get(0).at());
  }
}
