package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The records of rows between steps. */
final class StepRows {

  private StepRows() {}

  static String namespace(MigrationPlan plan) {
    return "crossfade." + plan.migration() + ".steps";
  }

  /** What is kept of a row. */
  static RowLayout of(MigrationPlan plan, PlanNode.Project... sides) {
    List<RowLayout.Field> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (PlanNode.Project side : sides) {
      for (PlanNode.Kept kept : side.columns()) {
        fields.add(field(kept.name(), kept.value().type(), taken));
      }
    }
    return RowLayout.of("Row", namespace(plan), fields);
  }

  /** The rows of an aggregate: keys, then aggregates. */
  static RowLayout of(MigrationPlan plan, PlanNode.Aggregate aggregate) {
    List<RowLayout.Field> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    aggregate.keys().forEach(key -> fields.add(field("key", key.type(), taken)));
    aggregate.aggregates().forEach(call -> fields.add(field("aggregate", call.type(), taken)));
    return RowLayout.of("Group", namespace(plan), fields);
  }

  static RowLayout joinKey(MigrationPlan plan, PlanNode.Join join) {
    List<RowLayout.Field> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    join.keys().forEach(key -> fields.add(field("key", key.left().type(), taken)));
    return RowLayout.of("JoinKey", namespace(plan), fields);
  }

  private static RowLayout.Field field(String wanted, ColumnType type, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return new RowLayout.Field(name, type.display(), type.wire(), null);
  }
}
