package dev.crossfade.schemas;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads intervals as PostgreSQL prints them under {@code IntervalStyle = postgres}. */
final class IntervalText {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(-?\\+?\\d+) years? ?)?(?:([-+]?\\d+) mons? ?)?(?:([-+]?\\d+) days? ?)?"
              + "(?:([-+]?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?)?");

  private IntervalText() {}

  /**
   * The total PostgreSQL compares by, in microseconds: 12 months a year, 30 days a month, 24 hours
   * a day.
   */
  static String comparable(String text) {
    if (text.equals("infinity") || text.equals("-infinity")) {
      return text;
    }
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      throw new WireFormatException("not an interval in PostgreSQL's own style");
    }
    BigInteger months = number(m.group(1)).multiply(BigInteger.valueOf(12)).add(number(m.group(2)));
    BigInteger days = months.multiply(BigInteger.valueOf(30)).add(number(m.group(3)));
    BigInteger micros = days.multiply(BigInteger.valueOf(86_400_000_000L));
    if (m.group(5) != null) {
      String fraction = m.group(8) == null ? "" : m.group(8);
      BigInteger time =
          number(m.group(5))
              .multiply(BigInteger.valueOf(3_600_000_000L))
              .add(BigInteger.valueOf(Long.parseLong(m.group(6)) * 60_000_000L))
              .add(BigInteger.valueOf(Long.parseLong(m.group(7)) * 1_000_000L))
              .add(BigInteger.valueOf(Long.parseLong((fraction + "000000").substring(0, 6))));
      micros = "-".equals(m.group(4)) ? micros.subtract(time) : micros.add(time);
    }
    return micros.toString();
  }

  private static BigInteger number(@org.jspecify.annotations.Nullable String digits) {
    if (digits == null) {
      return BigInteger.ZERO;
    }
    return new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits);
  }
}
