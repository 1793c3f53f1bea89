package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Numeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.BiFunction;

/** to_char of numbers by constant formats. */
final class NumberFormatFunctions {

  /** Decimal digits that a float4 and a float8 hold for sure. */
  private static final int FLOAT4_DIGITS = 6;

  private static final int FLOAT8_DIGITS = 15;

  private NumberFormatFunctions() {}

  static void register(Registry registry) {
    for (String type : new String[] {"int4", "int8"}) {
      register(registry, type, (NumberFormat f, Long a) -> decimal(f, BigDecimal.valueOf(a)));
    }
    register(registry, "numeric", NumberFormatFunctions::numeric);
    register(registry, "float4", (NumberFormat f, Float a) -> floating(f, a, FLOAT4_DIGITS));
    register(registry, "float8", (NumberFormat f, Double a) -> floating(f, a, FLOAT8_DIGITS));
  }

  private static <T> void register(
      Registry registry, String type, BiFunction<NumberFormat, T, String> write) {
    registry.site(
        "to_char(" + type + ",text)",
        site -> {
          NumberFormat format = NumberFormat.of(site.constantText(1, "format"));
          return Registry.of2((T value, Object f) -> write.apply(format, value));
        });
  }

  private static String decimal(NumberFormat format, BigDecimal value) {
    String text = value.setScale(format.after(), RoundingMode.HALF_UP).toPlainString();
    return new NumberFormatWriter(format, text, format.after()).write();
  }

  private static String numeric(NumberFormat format, Numeric value) {
    return value.isFinite()
        ? decimal(format, value.decimal())
        : new NumberFormatWriter(format, value.toString(), format.after()).write();
  }

  /** Rounds half even, to no more digits than the type holds. */
  private static String floating(NumberFormat format, double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String name = Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
      int length = name.length() - (value < 0 ? 1 : 0);
      return new NumberFormatWriter(format, name, after(format, digits, length)).write();
    }
    BigDecimal exact = new BigDecimal(value);
    int whole = exact.abs().setScale(0, RoundingMode.HALF_EVEN).toPlainString().length();
    int after = after(format, digits, whole);
    String text = exact.setScale(after, RoundingMode.HALF_EVEN).toPlainString();
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    String signed = negative && !text.startsWith("-") ? "-" + text : text;
    return new NumberFormatWriter(format, signed, after).write();
  }

  private static int after(NumberFormat format, int digits, int whole) {
    return Math.max(0, Math.min(format.after(), digits - whole));
  }
}
