package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.FanOutFunction;
import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.evaluation.OutputColumn;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every key that the rows of one old primary key can have, whatever their other columns hold. */
final class KeySource {

  private final @Nullable FanOutFunction tuples;
  private final NewRows keys;

  private KeySource(@Nullable FanOutFunction tuples, NewRows keys) {
    this.tuples = tuples;
    this.keys = keys;
  }

  static KeySource of(MappedStatement statement, NewTable table, String migration) {
    List<OutputColumn> outputs = new ArrayList<>();
    for (NewTable.Column column : table.columns()) {
      outputs.add(
          table.key().contains(column.name())
              ? NewRows.output(column, NewRows.value(statement.sink(), column.name()))
              : new OutputColumn.Value(
                  column.name(), false, new Expression.Constant(null, column.type(), -1)));
    }
    return new KeySource(constants(statement.rows()), NewRows.of(outputs, table, migration));
  }

  /** The tuples without what they read from the row. */
  private static @Nullable FanOutFunction constants(PlanNode rows) {
    if (rows instanceof PlanNode.Filter filter) {
      return constants(filter.input());
    }
    if (!(rows instanceof PlanNode.FanOut fanOut)) {
      return null;
    }
    List<List<Expression>> tuples =
        ((PlanNode.Values) fanOut.tuples())
            .rows().stream().map(row -> row.stream().map(KeySource::constant).toList()).toList();
    return FanOutFunction.values(tuples);
  }

  private static Expression constant(Expression expression) {
    return expression instanceof Expression.Constant
        ? expression
        : new Expression.Constant(null, expression.type(), expression.at());
  }

  void keysOf(@Nullable RowView[] relations, StatementFunction.KeyOutput out) {
    if (tuples == null) {
      key(relations, FanOutTuple.NONE, out);
      return;
    }
    for (FanOutTuple tuple : tuples.evaluate(relations, FanOutTuple.NONE).tuples()) {
      key(relations, tuple, out);
    }
  }

  /** A key that cannot be made was never a row's: that row was rejected. */
  private void key(
      @Nullable RowView[] relations, FanOutTuple tuple, StatementFunction.KeyOutput out) {
    if (keys.make(relations, tuple) == null) {
      out.key(keys.key());
    }
  }
}
