package dev.crossfade.mapping.evaluation.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Input functions of the integer types and numeric, as PostgreSQL 16 and later read them:
 * underscores between digits and 0x, 0o, 0b are numbers too.
 */
public final class NumberText {

  private NumberText() {}

  /** C's {@code isspace} in every locale PostgreSQL pins for it. */
  public static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** The text without the spaces around it. */
  public static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /**
   * Reads an integer of 16, 32 or 64 bits.
   *
   * @throws EvaluationException 22P02 if it is none, 22003 if it does not fit
   */
  public static long integer(String text, int bits, String typeName) {
    int length = text.length();
    if (length > 0 && length < 10) { // the common case: digits only
      long fast = 0;
      int i = text.charAt(0) == '-' ? 1 : 0;
      int first = i;
      while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        fast = fast * 10 + (text.charAt(i++) - '0');
      }
      if (i == length && i > first) {
        return fits(first == 1 ? -fast : fast, bits, typeName);
      }
    }
    return scanned(trim(text), bits, typeName);
  }

  private static long fits(long value, int bits, String typeName) {
    if (value << (64 - bits) >> (64 - bits) != value) {
      throw tooLarge(typeName);
    }
    return value;
  }

  private static EvaluationException tooLarge(String typeName) {
    return new EvaluationException("22003", "value is out of range for type " + typeName);
  }

  /**
   * PostgreSQL's own order: a digit beyond the range is noticed where it stands, so before what is
   * wrong after it, but after what is wrong before it.
   */
  private static long scanned(String text, int bits, String typeName) {
    boolean negative = text.startsWith("-");
    int first = negative || text.startsWith("+") ? 1 : 0;
    int radix = radixOf(text.substring(first));
    first += radix == 10 ? 0 : 2;
    long smallest = 1L << (bits - 1); // without its sign; unsigned, as is the magnitude
    long mostBefore = Long.divideUnsigned(smallest, radix);
    long magnitude = 0;
    int i = first;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c, radix)) {
        if (Long.compareUnsigned(magnitude, mostBefore) > 0) {
          throw tooLarge(typeName);
        }
        magnitude = magnitude * radix + Character.digit(c, radix);
      } else if (c != '_' || (i == first && radix == 10) || !isDigitAt(text, i + 1, radix)) {
        break;
      }
    }
    if (i == first || i < text.length()) {
      throw EvaluationException.invalidText(typeName);
    }
    if (Long.compareUnsigned(magnitude, negative ? smallest : smallest - 1) > 0) {
      throw tooLarge(typeName);
    }
    return negative ? -magnitude : magnitude;
  }

  private static BigInteger wholeNumber(String text, String typeName) {
    String digits = text;
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = radixOf(digits);
    String body = radix == 10 ? digits : digits.substring(2);
    String plain = withoutUnderscores(body, radix, radix != 10);
    if (plain.isEmpty()) {
      throw EvaluationException.invalidText(typeName);
    }
    BigInteger value = new BigInteger(plain, radix);
    return negative ? value.negate() : value;
  }

  private static int radixOf(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 10;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  /** The digits alone; empty if there is anything else or an underscore stands wrongly. */
  private static String withoutUnderscores(String body, int radix, boolean mayLead) {
    StringBuilder plain = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '_') {
        boolean after = i > 0 ? isDigit(body.charAt(i - 1), radix) : mayLead;
        if (!after || !isDigitAt(body, i + 1, radix)) {
          return "";
        }
      } else if (isDigit(c, radix)) {
        plain.append(c);
      } else {
        return "";
      }
    }
    return plain.toString();
  }

  private static boolean isDigitAt(String text, int at, int radix) {
    return at < text.length() && isDigit(text.charAt(at), radix);
  }

  private static boolean isDigit(char c, int radix) {
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  /**
   * Reads a numeric.
   *
   * @throws EvaluationException 22P02 if it is none, 22003 if it has too many digits
   */
  public static Numeric numeric(String text) {
    String body = trim(text);
    if (body.isEmpty()) {
      throw EvaluationException.invalidText("numeric");
    }
    char first = body.charAt(0);
    boolean signed = first == '-' || first == '+';
    String digits = signed ? body.substring(1) : body;
    if (!digits.isEmpty() && Character.isLetter(digits.charAt(0))) {
      return special(digits.toLowerCase(Locale.ROOT), signed, first == '-');
    }
    if (radixOf(digits) != 10) {
      BigInteger whole = wholeNumber(body, "numeric");
      return Numeric.of(new BigDecimal(whole));
    }
    BigDecimal value = decimal(digits);
    return Numeric.of(first == '-' ? value.negate() : value);
  }

  private static Numeric special(String word, boolean signed, boolean negative) {
    if (word.equals("nan") && !signed) {
      return Numeric.NAN;
    }
    if (word.equals("infinity") || word.equals("inf")) {
      return negative ? Numeric.MINUS_INFINITY : Numeric.INFINITY;
    }
    throw EvaluationException.invalidText("numeric");
  }

  private static BigDecimal decimal(String text) {
    int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
    int point = mantissa.indexOf('.');
    String whole = point < 0 ? mantissa : mantissa.substring(0, point);
    String fraction = point < 0 ? "" : mantissa.substring(point + 1);
    String wholeDigits = withoutUnderscores(whole, 10, false);
    String fractionDigits = withoutUnderscores(fraction, 10, false);
    if ((wholeDigits.isEmpty() && !whole.isEmpty())
        || (fractionDigits.isEmpty() && !fraction.isEmpty())
        || (whole.isEmpty() && fraction.isEmpty())) {
      throw EvaluationException.invalidText("numeric");
    }
    long exponent = exponentAt < 0 ? 0 : exponent(text.substring(exponentAt + 1));
    BigInteger unscaled = new BigInteger(wholeDigits + fractionDigits);
    long scale = fractionDigits.length() - exponent;
    if (scale > Numeric.SCALE_MAX
        || (unscaled.signum() != 0
            && wholeDigits.length() + fractionDigits.length() - scale > 2L * Numeric.WEIGHT_MAX)) {
      throw Numeric.overflow();
    }
    if (unscaled.signum() == 0) {
      return new BigDecimal(unscaled, (int) Math.max(0, scale));
    }
    return new BigDecimal(unscaled, (int) scale);
  }

  private static long exponent(String text) {
    String digits = text;
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) { // too large is noticed before what is wrong after
      char c = digits.charAt(i);
      if (isDigit(c, 10)) {
        value = value * 10 + c - '0';
        if (value > Integer.MAX_VALUE / 2) {
          throw Numeric.overflow();
        }
      } else if (c != '_' || i == 0 || !isDigitAt(digits, i + 1, 10)) {
        break;
      }
    }
    if (withoutUnderscores(digits, 10, false).isEmpty()) {
      throw EvaluationException.invalidText("numeric");
    }
    return negative ? -value : value;
  }
}
