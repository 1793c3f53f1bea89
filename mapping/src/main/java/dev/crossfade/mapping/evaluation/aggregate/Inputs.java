package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.RowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an aggregate reads of a row: its arguments, then the columns it is ordered by. */
final class Inputs {

  private static final Object ROW = new Object();

  private final int filter;
  private final int[] columns;
  private final ValueType[] types;
  private final boolean whole;

  Inputs(PlanNode.AggregateCall call, List<ValueType> all) {
    this.filter = call.filter();
    this.columns =
        java.util.stream.IntStream.concat(
                call.arguments().stream().mapToInt(Integer::intValue),
                call.order().stream().mapToInt(PlanNode.Order::column))
            .toArray();
    this.types = new ValueType[columns.length];
    for (int i = 0; i < columns.length; i++) {
      types[i] = all.get(columns[i]);
    }
    this.whole = call.arguments().isEmpty();
  }

  boolean counts(RowView row) {
    return filter < 0 || (!row.isNull(filter) && row.getBoolean(filter));
  }

  /** The first argument; anything for {@code count(*)}. */
  @Nullable Object first(RowView row) {
    return whole ? ROW : value(row, 0);
  }

  @Nullable Object[] all(RowView row) {
    @Nullable Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, i);
    }
    return values;
  }

  private @Nullable Object value(RowView row, int input) {
    int column = columns[input];
    return row.isNull(column) ? null : types[input].read(row, column);
  }
}
