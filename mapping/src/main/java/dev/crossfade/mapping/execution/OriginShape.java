package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tells the rows of a plan node apart: the primary keys of the old rows they are made of, the
 * place in a fan-out below a step, or a group's key.
 *
 * <p>An origin's bytes are a record of these fields in canonical form, and then, if its rows have
 * met others, the keys they met at.
 */
public final class OriginShape {

  /** One field. */
  public record Field(String name, ColumnType type) {}

  private final List<Field> fields;
  private final @Nullable OldTable table;

  private OriginShape(List<Field> fields, @Nullable OldTable table) {
    this.fields = List.copyOf(fields);
    this.table = table;
  }

  /** The shape of a node's origins. */
  public static OriginShape of(PlanNode node, Function<TableId, OldTable> tables) {
    if (node instanceof PlanNode.Scan scan) {
      OldTable table = tables.apply(scan.table());
      return new OriginShape(
          table.key().stream()
              .map(k -> new Field(k, table.columns().get(table.indexOf(k)).type()))
              .toList(),
          table);
    }
    if (node instanceof PlanNode.Project project) {
      OriginShape below = of(project.input(), tables);
      return fansOut(project.input())
          ? below.and(List.of(new Field("ordinal", ColumnType.BIGINT)))
          : below;
    }
    if (node instanceof PlanNode.Join join) {
      return switch (join.driver()) {
        case LEFT -> of(join.left(), tables);
        case RIGHT -> of(join.right(), tables);
        case BOTH -> of(join.left(), tables).and(of(join.right(), tables).fields);
      };
    }
    if (node instanceof PlanNode.Aggregate aggregate) {
      List<Field> keys = new ArrayList<>();
      for (Expression key : aggregate.keys()) {
        keys.add(new Field("key" + (keys.size() + 1), key.type()));
      }
      return new OriginShape(keys, null);
    }
    return of(node.inputs().get(0), tables);
  }

  static boolean fansOut(PlanNode node) {
    return node instanceof PlanNode.FanOut
        || (node instanceof PlanNode.Filter filter && fansOut(filter.input()));
  }

  private OriginShape and(List<Field> more) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(more);
    return new OriginShape(all, null);
  }

  public List<Field> fields() {
    return fields;
  }

  /** The old table whose primary key these fields are; empty if they are more or less. */
  public Optional<OldTable> table() {
    return Optional.ofNullable(table);
  }

  /** The canonical forms, by field. */
  public List<KeyForm> forms() {
    return fields.stream().map(f -> f.type().keyForm()).toList();
  }

  /** The record of the fields. */
  public RowLayout layout(MigrationPlan plan) {
    return table != null
        ? RowLayout.ofOldKey(plan.migration(), table)
        : layout(plan.migration(), fields);
  }

  /** The record of fields that are no table's primary key alone. */
  public static RowLayout layout(String migration, List<Field> fields) {
    List<RowLayout.Field> named = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Field field : fields) {
      String name = field.name();
      for (int i = 2; !taken.add(name); i++) {
        name = field.name() + "_" + i;
      }
      named.add(new RowLayout.Field(name, field.type().display(), field.type().wire(), null));
    }
    return RowLayout.of("Origin", "crossfade." + migration + ".steps", named);
  }
}
