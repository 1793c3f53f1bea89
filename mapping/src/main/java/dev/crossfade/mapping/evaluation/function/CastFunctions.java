package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.NumberText;
import dev.crossfade.mapping.evaluation.value.Numeric;
import dev.crossfade.mapping.evaluation.value.PlainText;
import dev.crossfade.mapping.evaluation.value.ValueType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Function;

/** Casts that have a function of their own, between numbers, boolean and text. */
final class CastFunctions {

  private CastFunctions() {}

  /** What {@code ::text} gives for a value of a type: not always its output function. */
  static Function<Object, String> toText(ValueType type) {
    return switch (type.base()) {
      case "bool" -> value -> (Boolean) value ? "true" : "false";
      case "bpchar" -> value -> PlainText.withoutBlanks((String) value);
      default -> value -> type.print(value);
    };
  }

  static void register(Registry registry) {
    integers(registry);
    floats(registry);
    numerics(registry);
    registry.one("text(bool)", (Boolean a) -> a ? "true" : "false");
    registry.one("text(bpchar)", (String a) -> PlainText.withoutBlanks(a));
    registry.one("text(name)", (String a) -> a);
    registry.one("varchar(name)", (String a) -> a);
    registry.one("bpchar(name)", (String a) -> a);
    registry.one("name(text)", (String a) -> name(a));
    registry.one("name(varchar)", (String a) -> name(a));
    registry.one("name(bpchar)", (String a) -> PlainText.withoutBlanks(name(a)));
    registry.one("int4(bool)", (Boolean a) -> a ? 1L : 0L);
    registry.one("bool(int4)", (Long a) -> a != 0);
  }

  private static void integers(Registry registry) {
    for (int from : new int[] {16, 32, 64}) {
      for (int to : new int[] {16, 32, 64}) {
        if (from != to) {
          String signature = "int" + to / 8 + "(int" + from / 8 + ")";
          registry.one(signature, (Long a) -> IntegerFunctions.fit(a, to));
        }
      }
      String source = "(int" + from / 8 + ")";
      registry.one("float4" + source, (Long a) -> (float) (long) a);
      registry.one("float8" + source, (Long a) -> (double) a);
      registry.one("numeric" + source, (Long a) -> Numeric.of(a));
    }
  }

  private static void floats(Registry registry) {
    for (int to : new int[] {16, 32, 64}) {
      String name = "int" + to / 8;
      registry.one(name + "(float4)", (Float a) -> whole(a, to));
      registry.one(name + "(float8)", (Double a) -> whole(a, to));
    }
    registry.one("float8(float4)", (Float a) -> (double) a);
    registry.one("float4(float8)", (Double a) -> toFloat(a));
    registry.one("numeric(float4)", (Float a) -> decimal(a, 6));
    registry.one("numeric(float8)", (Double a) -> decimal(a, 15));
  }

  private static void numerics(Registry registry) {
    for (int to : new int[] {16, 32, 64}) {
      String sqlName = IntegerFunctions.sqlName(to);
      registry.one("int" + to / 8 + "(numeric)", (Numeric a) -> a.toLong(to, sqlName));
    }
    registry.one("float8(numeric)", (Numeric a) -> toDouble(a));
    registry.one("float4(numeric)", (Numeric a) -> toFloat(a));
  }

  /** 63 bytes at most, cut between characters. */
  private static String name(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > 63) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static Long whole(double value, int bits) {
    double rounded = Math.rint(value);
    double limit = Math.scalb(1.0, bits - 1);
    if (!(rounded >= -limit && rounded < limit)) {
      throw EvaluationException.outOfRange(IntegerFunctions.sqlName(bits));
    }
    return (long) rounded;
  }

  private static Float toFloat(Double value) {
    float narrowed = (float) (double) value;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
      throw FloatFunctions.overflow();
    }
    if (narrowed == 0 && value != 0) {
      throw FloatFunctions.underflow();
    }
    return narrowed;
  }

  /** As {@code printf("%.*g")} writes it. */
  static Numeric decimal(double value, int digits) {
    if (Double.isNaN(value)) {
      return Numeric.NAN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? Numeric.INFINITY : Numeric.MINUS_INFINITY;
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 ? Numeric.ZERO : Numeric.of(rounded.stripTrailingZeros());
  }

  static Double toDouble(Numeric value) {
    if (!value.isFinite()) {
      return value.isNan()
          ? Double.NaN
          : value.signum() > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    double result = value.decimal().doubleValue();
    if (Double.isInfinite(result) || (result == 0 && value.signum() != 0)) {
      throw new EvaluationException("22003", "value is out of range for type double precision");
    }
    return result;
  }

  private static Float toFloat(Numeric value) {
    if (!value.isFinite()) {
      return (float) (double) toDouble(value);
    }
    float result = Float.parseFloat(value.toString());
    if (Float.isInfinite(result) || (result == 0 && value.signum() != 0)) {
      throw new EvaluationException("22003", "value is out of range for type real");
    }
    return result;
  }

  /** Reads what PostgreSQL's numeric_in reads; for casts of jsonb numbers too. */
  static Numeric numeric(String text) {
    return NumberText.numeric(text);
  }
}
