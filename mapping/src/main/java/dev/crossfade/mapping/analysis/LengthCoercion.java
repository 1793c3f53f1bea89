package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import java.util.List;
import java.util.Set;

/** The functions that cut a value to its type's length: {@code varchar(varchar,int4,bool)}. */
final class LengthCoercion {

  private static final Set<String> TYPES =
      Set.of(
          "varchar",
          "bpchar",
          "numeric",
          "timestamp",
          "timestamptz",
          "time",
          "timetz",
          "interval",
          "bit",
          "varbit");

  private LengthCoercion() {}

  /** The type modifier that a call's result has; -1 if it coerces no length. */
  static int modifier(PgFunction function, List<Expression> arguments) {
    String own = function.name() + "(" + function.name() + ",int4";
    boolean coerces =
        TYPES.contains(function.name())
            && (function.signature().equals(own + ")")
                || function.signature().equals(own + ",bool)"));
    if (coerces && arguments.get(1) instanceof Expression.Constant constant) {
      String text = constant.text();
      return text == null ? -1 : Integer.parseInt(text);
    }
    return -1;
  }
}
