package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.WireType;
import java.util.List;

/** Column types and expressions for the tests of this package. */
final class Types {

  static final ColumnType BOOL = of("bool");
  static final ColumnType INT4 = of("int4");
  static final ColumnType INT8 = of("int8");
  static final ColumnType TEXT = of("text");

  private Types() {}

  static ColumnType of(String base) {
    return of(base, -1);
  }

  static ColumnType of(String base, int modifier) {
    return new ColumnType(
        modifier < 0 ? base : base + "(" + modifier + ")",
        base,
        base.startsWith("_") ? ColumnType.Kind.ARRAY : ColumnType.Kind.BASE,
        false,
        modifier,
        List.of(),
        WireType.ofBuiltIn(base),
        KeyForm.EXACT);
  }

  static ColumnType enumOf(String name, String... labels) {
    return new ColumnType(
        name, name, ColumnType.Kind.ENUM, false, -1, List.of(labels), WireType.TEXT, KeyForm.EXACT);
  }

  static RowLayout layout(ColumnType... types) {
    List<RowLayout.Field> fields = new java.util.ArrayList<>();
    for (ColumnType type : types) {
      fields.add(new RowLayout.Field("c" + fields.size(), type.display(), type.wire(), null));
    }
    return RowLayout.of("Row", "test", fields);
  }

  /** A row whose fields were written by {@code writer} after its header. */
  static RowView view(RowLayout layout, RowWriter writer) {
    return new RowView(layout).wrap(writer.toBytes());
  }

  static Expression.Column column(int index, ColumnType type) {
    return new Expression.Column(0, index, "c" + index, type, 10 + index);
  }

  static Expression.Constant constant(String text, ColumnType type) {
    return new Expression.Constant(text, type, 90);
  }

  static Expression.Call call(String function, ColumnType type, Expression... arguments) {
    return new Expression.Call(function, List.of(arguments), "C", type, 50);
  }

  static OutputColumn.Value output(String name, boolean notNull, Expression e, ColumnType type) {
    return new OutputColumn.Value(name, notNull, new Expression.Assign(e, name, type, 7));
  }
}
