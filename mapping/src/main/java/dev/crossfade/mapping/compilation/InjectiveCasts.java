package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees through casts that make different values of different values, and of equal ones equal. */
final class InjectiveCasts {

  private static final Set<String> WIDENING =
      Set.of(
          "int4(int2)",
          "int8(int2)",
          "int8(int4)",
          "numeric(int2)",
          "numeric(int4)",
          "numeric(int8)",
          "float8(int2)",
          "float8(int4)",
          "float8(float4)");

  private InjectiveCasts() {}

  /** The old column that a value is, but for such casts. */
  static Expression.@Nullable Column column(Expression value) {
    return inner(value) instanceof Expression.Column column ? column : null;
  }

  /** The tuple's column that a value is, but for such casts. */
  static Expression.@Nullable FanOutColumn fanOutColumn(Expression value) {
    return inner(value) instanceof Expression.FanOutColumn column ? column : null;
  }

  private static @Nullable Expression inner(Expression value) {
    if (value instanceof Expression.Column || value instanceof Expression.FanOutColumn) {
      return value;
    }
    if (value instanceof Expression.Relabel relabel) {
      // char(n) as text keeps nothing that tells equal values apart: both lose their blanks.
      return sameEquality(relabel.argument().type(), relabel.type())
          ? inner(relabel.argument())
          : null;
    }
    if (value instanceof Expression.ViaText viaText) {
      boolean exact = viaText.argument().type().keyForm() == KeyForm.EXACT;
      return exact && isText(viaText.type()) ? inner(viaText.argument()) : null;
    }
    if (value instanceof Expression.Call call
        && WIDENING.contains(call.function())
        && call.arguments().size() >= 1) {
      return inner(call.arguments().get(0));
    }
    if (value instanceof Expression.Assign assign && keepsValues(assign)) {
      return inner(assign.argument());
    }
    return null;
  }

  private static boolean sameEquality(ColumnType from, ColumnType to) {
    return from.keyForm() == to.keyForm();
  }

  private static boolean isText(ColumnType type) {
    return (type.base().equals("text") || type.base().equals("varchar")) && type.modifier() == -1;
  }

  /** An assignment that lets a value through unchanged or raises. */
  private static boolean keepsValues(Expression.Assign assign) {
    ColumnType from = assign.argument().type();
    ColumnType to = assign.type();
    if (to.kind() == ColumnType.Kind.ENUM) {
      return from.kind() == ColumnType.Kind.ENUM || isText(from);
    }
    if (!from.base().equals(to.base())) {
      return false;
    }
    boolean sameLength = from.modifier() == to.modifier() || to.modifier() == -1;
    boolean longerText =
        from.base().equals("varchar") && from.modifier() != -1 && from.modifier() <= to.modifier();
    return sameLength || longerText;
  }
}
