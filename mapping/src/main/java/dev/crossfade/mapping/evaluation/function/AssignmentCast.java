package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.Implementation.Fn1;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import dev.crossfade.schemas.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL does to a value of one type when it is stored in a column of another. */
public final class AssignmentCast {

  private AssignmentCast() {}

  /**
   * The cast and the length coercion; null if the value is stored as it is.
   *
   * @throws RefusedException if there is no such cast, or none that is known here
   */
  public static @Nullable Fn1<Object, Object> of(ColumnType source, ColumnType target) {
    Fn1<Object, Object> cast = cast(source, target);
    Fn1<Object, Object> length =
        source.base().equals(target.base()) && source.modifier() == target.modifier()
            ? null
            : LengthCoercion.of(target.base(), target.modifier(), false);
    if (cast == null) {
      return length;
    }
    if (length == null) {
      return cast;
    }
    return value -> {
      Object result = cast.apply(value);
      return result == null ? null : length.apply(result);
    };
  }

  private static @Nullable Fn1<Object, Object> cast(ColumnType source, ColumnType target) {
    boolean labels = target.kind() == ColumnType.Kind.ENUM;
    if (source.base().equals(target.base())
        && (!labels || target.enumLabels().containsAll(source.enumLabels()))
        && (!labels || source.kind() == ColumnType.Kind.ENUM)) {
      return null;
    }
    return cast(ValueTypes.of(source), ValueTypes.of(target));
  }

  private static @Nullable Fn1<Object, Object> cast(ValueType source, ValueType target) {
    String from = source.base();
    String to = target.base();
    if (from.equals(to) && !(isEnum(source) || isEnum(target))) {
      return null;
    }
    ValueType sourceElement = source.element();
    ValueType targetElement = target.element();
    if (sourceElement != null && targetElement != null) {
      return elements(cast(sourceElement, targetElement));
    }
    if (isText(from) && isText(to)) {
      return from.equals("bpchar") && !to.equals("bpchar")
          ? CastFunctions.toText(source)::apply
          : null;
    }
    if (isText(to)) {
      return CastFunctions.toText(source)::apply;
    }
    String function = to + "(" + from + ")";
    if (FunctionTable.supports(function)) {
      return functionCast(function, source, target);
    }
    boolean json =
        (from.equals("json") && to.equals("jsonb")) || (from.equals("jsonb") && to.equals("json"));
    if (json || isText(from) || isEnum(source) || from.equals("unknown")) {
      return value -> target.parse(source.print(value));
    }
    throw new RefusedException("there is no assignment cast from " + from + " to " + to);
  }

  private static @Nullable Fn1<Object, Object> functionCast(
      String function, ValueType source, ValueType target) {
    CallSite site =
        new CallSite(function, List.of(new CallSite.Argument(source, false, null)), target, null);
    return FunctionTable.implementation(site) instanceof Implementation.One one
        ? one.function()
        : null;
  }

  private static @Nullable Fn1<Object, Object> elements(@Nullable Fn1<Object, Object> element) {
    if (element == null) {
      return null;
    }
    return value -> {
      PgArray array = (PgArray) value;
      @Nullable Object[] cast = new Object[array.count()];
      for (int i = 0; i < cast.length; i++) {
        Object each = array.get(i);
        cast[i] = each == null ? null : element.apply(each);
      }
      return array.withElements(cast);
    };
  }

  private static boolean isEnum(ValueType type) {
    return type.base().indexOf('.') > 0;
  }

  private static boolean isText(String base) {
    return base.equals("text")
        || base.equals("varchar")
        || base.equals("bpchar")
        || base.equals("name");
  }
}
