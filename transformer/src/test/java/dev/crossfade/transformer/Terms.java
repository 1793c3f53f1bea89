package dev.crossfade.transformer;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small words for plans. */
final class Terms {

  static final ColumnType BOOL = ColumnType.scalar("boolean", "bool");

  private Terms() {}

  static PlanNode scan(OldTable table) {
    return new PlanNode.Scan(table.id());
  }

  /** A column of an old table's row. */
  static Expression of(OldTable table, String name) {
    int index = table.indexOf(name);
    return new Expression.Column(0, index, name, table.columns().get(index).type(), -1);
  }

  /** A number in the row of a step. */
  static Expression number(int index) {
    return new Expression.Column(0, index, "c" + index, ColumnType.BIGINT, -1);
  }

  static Expression text(int index) {
    return new Expression.Column(0, index, "c" + index, Rows.TEXT, -1);
  }

  static Expression constant(long value) {
    return new Expression.Constant(Long.toString(value), ColumnType.BIGINT, -1);
  }

  static Expression call(String function, ColumnType type, Expression... arguments) {
    return new Expression.Call(function, List.of(arguments), null, type, -1);
  }

  /** {@code int8 op int8}. */
  static Expression compute(String op, Expression left, Expression right) {
    return call("int8" + op + "(int8,int8)", ColumnType.BIGINT, left, right);
  }

  static Expression compare(String op, Expression left, Expression right) {
    return call("int8" + op + "(int8,int8)", BOOL, left, right);
  }

  static Expression coalesce(Expression... arguments) {
    return new Expression.Coalesce(List.of(arguments), arguments[0].type(), -1);
  }

  static Expression nullIf(Expression left, Expression right) {
    return new Expression.NullIf("int8eq(int8,int8)", left, right, null, ColumnType.BIGINT, -1);
  }

  /** {@code value % by <> 0}. */
  static Expression indivisible(Expression value, long by) {
    return compare("ne", compute("mod", value, constant(by)), constant(0));
  }

  static PlanNode.Project kept(PlanNode rows, Expression... columns) {
    List<PlanNode.Kept> kept = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      kept.add(new PlanNode.Kept("k" + i, columns[i]));
    }
    return new PlanNode.Project(rows, kept);
  }

  static PlanNode.Join join(
      PlanNode.JoinKind kind,
      PlanNode.Project left,
      PlanNode.Project right,
      Expression leftKey,
      Expression rightKey,
      @Nullable Expression residual,
      boolean leftUnique,
      boolean rightUnique) {
    return new PlanNode.Join(
        kind,
        left,
        right,
        List.of(new PlanNode.JoinKey(leftKey, rightKey)),
        residual,
        leftUnique,
        rightUnique);
  }

  static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
