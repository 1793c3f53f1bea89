package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.plan.PlanNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a group for one aggregate: ordered, and each value once if it says DISTINCT. */
final class Collecting {

  private final Scanning scanning;
  private final @Nullable Comparator<@Nullable Object[]> order;
  private final @Nullable Comparator<@Nullable Object[]> same;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  private Collecting(
      Scanning scanning,
      @Nullable Comparator<@Nullable Object[]> order,
      @Nullable Comparator<@Nullable Object[]> same) {
    this.scanning = scanning;
    this.order = order;
    this.same = same;
  }

  static Collecting of(
      PlanNode.AggregateCall call, List<ValueType> columns, Optional<Running> running) {
    ValueType argument = columns.get(call.arguments().get(0));
    Scanning scanning =
        running.isPresent()
            ? Scanning.running(running.get())
            : AggregateTable.scanning(call.function(), argument).orElseThrow();
    Comparator<@Nullable Object[]> same = null;
    if (call.distinct()) {
      same = by(0, columns.get(call.arguments().get(0)), false, false);
      for (int i = 1; i < call.arguments().size(); i++) {
        same = same.thenComparing(by(i, columns.get(call.arguments().get(i)), false, false));
      }
    }
    Comparator<@Nullable Object[]> order = null;
    for (int i = 0; i < call.order().size(); i++) {
      PlanNode.Order each = call.order().get(i);
      Comparator<@Nullable Object[]> next =
          by(
              call.arguments().size() + i,
              columns.get(each.column()),
              each.descending(),
              each.nullsFirst());
      order = order == null ? next : order.thenComparing(next);
    }
    return new Collecting(scanning, order == null ? same : order, same);
  }

  private static Comparator<@Nullable Object[]> by(
      int place, ValueType type, boolean descending, boolean nullsFirst) {
    Comparator<Object> values = java.util.Objects.requireNonNull(type.order());
    return (left, right) -> {
      Object l = left[place];
      Object r = right[place];
      if (l == null || r == null) {
        return l == r ? 0 : (l == null) == nullsFirst ? -1 : 1;
      }
      return descending ? values.compare(r, l) : values.compare(l, r);
    };
  }

  void clear() {
    rows.clear();
  }

  void add(@Nullable Object[] row) {
    rows.add(row);
  }

  @Nullable Object value() {
    if (order != null) {
      rows.sort(order);
    }
    Comparator<@Nullable Object[]> equal = same;
    if (equal == null) {
      return scanning.of(rows);
    }
    List<@Nullable Object[]> once = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      if (once.isEmpty() || equal.compare(once.get(once.size() - 1), row) != 0) {
        once.add(row);
      }
    }
    return scanning.of(once);
  }
}
