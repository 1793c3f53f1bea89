package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;

/** Whether a column of FROM can be NULL, by its table and by the joins it stands in. */
final class OptionalSides {

  private OptionalSides() {}

  static boolean mayBeNull(Relation from, Expression.Column column) {
    if (from instanceof Relation.Table table) {
      return table.table().column(column.name()).map(c -> !c.notNull()).orElse(true);
    } else if (from instanceof Relation.Where where) {
      return mayBeNull(where.input(), column);
    } else if (from instanceof Relation.Fan fan) {
      return mayBeNull(fan.input(), column);
    } else if (from instanceof Relation.Named named) {
      return mayBeNull(named.input(), column);
    } else if (from instanceof Relation.Grouped grouped) {
      if (column.index() >= Grouping.AGGREGATES) {
        return !column.name().equals("count");
      }
      return !(grouped.keys().get(column.index()) instanceof Expression.Column key)
          || mayBeNull(grouped.input(), key);
    } else if (from instanceof Relation.Meeting meeting) {
      boolean left = meeting.left().numbers().contains(column.relation());
      return left
          ? mayBeNull(meeting.left(), column)
          : meeting.kind() == JoinKind.LEFT || mayBeNull(meeting.right(), column);
    }
    return true;
  }
}
