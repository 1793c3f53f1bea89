package dev.crossfade.mapping.evaluation.value;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Input and output functions of float4 and float8, under {@code extra_float_digits = 1}. */
public final class FloatText {

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern HEX =
      Pattern.compile("[-+]?0[xX](\\p{XDigit}+(\\.\\p{XDigit}*)?|\\.\\p{XDigit}+)([pP][-+]?\\d+)?");

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private FloatText() {}

  public static String print(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (Math.abs(value) < 1e15 && value == Math.rint(value)) {
      return Long.toString((long) value);
    }
    BigDecimal exact = new BigDecimal(value);
    double below = Math.nextDown(value);
    double above = Math.nextUp(value);
    return layOut(
        shortest(
            new BigDecimal(DoubleToDecimal.toString(value)),
            exact,
            Double.isInfinite(below) ? null : middle(exact, new BigDecimal(below)),
            Double.isInfinite(above) ? null : middle(exact, new BigDecimal(above))),
        15);
  }

  public static String print(float value) {
    if (Float.isNaN(value)) {
      return "NaN";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(value);
    float below = Math.nextDown(value);
    float above = Math.nextUp(value);
    return layOut(
        shortest(
            new BigDecimal(FloatToDecimal.toString(value)),
            exact,
            Float.isInfinite(below) ? null : middle(exact, new BigDecimal(below)),
            Float.isInfinite(above) ? null : middle(exact, new BigDecimal(above))),
        6);
  }

  private static BigDecimal middle(BigDecimal value, BigDecimal neighbour) {
    return value.add(neighbour).divide(TWO);
  }

  /**
   * The shortest decimal strictly between the middles to both neighbours. Java's takes a middle too
   * where the mantissa is even, and never fewer than two digits; PostgreSQL does neither.
   */
  private static BigDecimal shortest(
      BigDecimal candidate, BigDecimal exact, @Nullable BigDecimal low, @Nullable BigDecimal high) {
    BigDecimal found = candidate.stripTrailingZeros();
    int digits = found.precision() == 2 ? 1 : found.precision();
    boolean known = found.precision() != 2 && isBetween(found, low, high);
    while (!known) {
      found = exact.round(new MathContext(digits++, RoundingMode.HALF_EVEN));
      known = isBetween(found, low, high);
    }
    return found.stripTrailingZeros();
  }

  private static boolean isBetween(
      BigDecimal value, @Nullable BigDecimal low, @Nullable BigDecimal high) {
    return (low == null || value.compareTo(low) > 0) && (high == null || value.compareTo(high) < 0);
  }

  /** Digits and exponent as Ryu in PostgreSQL lays them out: plain from 1e-4 below 1e{plain}. */
  private static String layOut(BigDecimal shortest, int plain) {
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < plain) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    StringBuilder out = new StringBuilder(24);
    if (shortest.signum() < 0) {
      out.append('-');
    }
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      out.append('0');
    }
    return out.append(size).toString();
  }

  /**
   * Reads a float8.
   *
   * @throws EvaluationException 22P02 if it is none, 22003 if it is beyond the type's range
   */
  public static double parseDouble(String text) {
    String body = readable(text, "double precision");
    double value = Double.parseDouble(body);
    boolean overflow = Double.isInfinite(value) && !isWord(body);
    if (overflow || (value == 0 && !isZero(body))) {
      throw new EvaluationException("22003", "value is out of range for type double precision");
    }
    return value;
  }

  /**
   * Reads a float4.
   *
   * @throws EvaluationException 22P02 if it is none, 22003 if it is beyond the type's range
   */
  public static float parseFloat(String text) {
    String body = readable(text, "real");
    float value = Float.parseFloat(body);
    boolean overflow = Float.isInfinite(value) && !isWord(body);
    if (overflow || (value == 0 && !isZero(body))) {
      throw new EvaluationException("22003", "value is out of range for type real");
    }
    return value;
  }

  /** The text in a form that Java reads the same way. */
  private static String readable(String text, String typeName) {
    String body = NumberText.trim(text);
    if (DECIMAL.matcher(body).matches()) {
      return body;
    }
    if (HEX.matcher(body).matches()) {
      return body.indexOf('p') < 0 && body.indexOf('P') < 0 ? body + "p0" : body;
    }
    String sign = body.startsWith("-") ? "-" : "";
    boolean signed = !sign.isEmpty() || body.startsWith("+");
    String word = (signed ? body.substring(1) : body).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "nan" -> "NaN";
      case "inf", "infinity" -> sign + "Infinity";
      default ->
          throw beginsOutOfRange(body, typeName)
              ? new EvaluationException("22003", "value is out of range for type " + typeName)
              : EvaluationException.invalidText(typeName);
    };
  }

  /** C's strtod notices a number out of range before PostgreSQL sees what follows it. */
  private static boolean beginsOutOfRange(String body, String typeName) {
    Matcher number = DECIMAL.matcher(body);
    if (!number.lookingAt()) {
      return false;
    }
    String begin = number.group();
    boolean single = typeName.equals("real");
    double value = single ? Float.parseFloat(begin) : Double.parseDouble(begin);
    return Double.isInfinite(value) || (value == 0 && !isZero(begin));
  }

  private static boolean isWord(String body) {
    return body.endsWith("Infinity");
  }

  private static boolean isZero(String body) {
    boolean hex = body.indexOf('x') >= 0 || body.indexOf('X') >= 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (hex ? c == 'p' || c == 'P' : c == 'e' || c == 'E') {
        return true;
      }
      if (Character.digit(c, hex ? 16 : 10) > 0) {
        return false;
      }
    }
    return true;
  }
}
