package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.function.CallSite;
import dev.crossfade.mapping.evaluation.function.FunctionTable;
import dev.crossfade.mapping.evaluation.function.Implementation;
import dev.crossfade.mapping.evaluation.value.Numeric;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import java.util.List;

/** The quotient of numerics, with the scale that PostgreSQL gives it. */
final class Division {

  private static final ValueType NUMERIC = ValueTypes.named("numeric");
  private static final CallSite.Argument ARGUMENT = new CallSite.Argument(NUMERIC, false, null);
  private static final Implementation.Two DIVIDE =
      (Implementation.Two)
          FunctionTable.implementation(
              new CallSite(
                  "numeric_div(numeric,numeric)", List.of(ARGUMENT, ARGUMENT), NUMERIC, null));

  private Division() {}

  static Object of(Numeric dividend, Numeric divisor) {
    return java.util.Objects.requireNonNull(DIVIDE.function().apply(dividend, divisor));
  }
}
