package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import java.util.List;
import java.util.function.Predicate;

/** What the conditions of a statement say of NULLs. */
final class NotNullConditions {

  private NotNullConditions() {}

  /** Whether a condition on the rows says that the column IS NOT NULL. */
  static boolean hold(Relation rows, Expression column) {
    if (rows instanceof Relation.Where filter) {
      return says(filter.condition(), column) || hold(filter.input(), column);
    }
    if (rows instanceof Relation.Named named) {
      return hold(named.input(), column);
    }
    if (rows instanceof Relation.Meeting meeting) {
      boolean inner = meeting.kind() == PlanNode.JoinKind.INNER;
      return hold(meeting.left(), column) || (inner && hold(meeting.right(), column));
    }
    return rows instanceof Relation.Fan fanOut && hold(fanOut.input(), column);
  }

  private static boolean says(Expression condition, Expression column) {
    if (condition instanceof Expression.Logic logic && logic.op() == Expression.LogicOp.AND) {
      return logic.arguments().stream().anyMatch(a -> says(a, column));
    }
    return condition instanceof Expression.NullTest test
        && !test.isNull()
        && same(test.argument(), column);
  }

  private static boolean same(Expression one, Expression other) {
    if (one instanceof Expression.Column a && other instanceof Expression.Column b) {
      return a.relation() == b.relation() && a.index() == b.index();
    }
    return one instanceof Expression.FanOutColumn a
        && other instanceof Expression.FanOutColumn b
        && a.index() == b.index();
  }

  /** Whether a column of the fan-out's tuples can be NULL. */
  static boolean mayBeNull(
      Relation rows, Expression.FanOutColumn column, Predicate<Expression> mayBeNull) {
    if (hold(rows, column)) {
      return false;
    }
    Relation.Reference read = java.util.Objects.requireNonNull(Relation.Reference.of(column));
    Relation node = rows;
    while (node instanceof Relation.Where
        || (node instanceof Relation.Fan other
            && Relation.Reference.relationOf(other.number()) != read.relation())) {
      node = node.inputs().get(0);
    }
    if (!(node instanceof Relation.Fan fanOut) || fanOut.left()) {
      return true;
    }
    if (fanOut.tuples() instanceof PlanNode.Values values) {
      List<List<Expression>> tuples = values.rows();
      return tuples.stream().anyMatch(tuple -> mayBeNull.test(tuple.get(read.column())));
    }
    return read.column() == 0 && !(fanOut.tuples() instanceof PlanNode.Series); // a count never is
  }
}
