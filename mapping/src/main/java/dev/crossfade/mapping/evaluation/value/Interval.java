package dev.crossfade.mapping.evaluation.value;

import java.math.BigInteger;

/** An interval as PostgreSQL holds it: three fields that do not carry into each other. */
public record Interval(int months, int days, long micros) implements Comparable<Interval> {

  public static final Interval INFINITY =
      new Interval(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
  public static final Interval MINUS_INFINITY =
      new Interval(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);

  private static final BigInteger DAY = BigInteger.valueOf(Civil.DAY_MICROS);

  public boolean isInfinite() {
    return equals(INFINITY) || equals(MINUS_INFINITY);
  }

  public static EvaluationException outOfRange() {
    return new EvaluationException("22008", "interval out of range");
  }

  /** By the total with 30-day months and 24-hour days. */
  @Override
  public int compareTo(Interval other) {
    long wholeDays = months * 30L + days;
    long otherDays = other.months * 30L + other.days;
    if (wholeDays == otherDays) {
      return Long.compare(micros, other.micros);
    }
    return total().compareTo(other.total());
  }

  private BigInteger total() {
    return BigInteger.valueOf(months * 30L + days).multiply(DAY).add(BigInteger.valueOf(micros));
  }

  /** The type's output function under {@code IntervalStyle = postgres}. */
  public String print() {
    if (equals(INFINITY)) {
      return "infinity";
    }
    if (equals(MINUS_INFINITY)) {
      return "-infinity";
    }
    StringBuilder out = new StringBuilder(32);
    boolean before = part(out, months / 12, "year", false);
    before = part(out, months % 12, "mon", before);
    before = part(out, days, "day", before);
    if (out.length() == 0 || micros != 0) {
      if (out.length() > 0) {
        out.append(' ');
      }
      out.append(micros < 0 ? "-" : before ? "+" : "");
      time(out, micros);
    }
    return out.toString();
  }

  /** Appends one part; whether the last part that was not zero is negative. */
  private static boolean part(StringBuilder out, int value, String unit, boolean before) {
    if (value == 0) {
      return before;
    }
    if (out.length() > 0) {
      out.append(' ');
    }
    if (before && value > 0) {
      out.append('+');
    }
    out.append(value).append(' ').append(unit);
    if (value != 1) {
      out.append('s');
    }
    return value < 0;
  }

  private static void time(StringBuilder out, long signed) {
    long hours = Math.abs(signed / Civil.HOUR_MICROS);
    DateTimeText.two(out, hours);
    long rest = Math.abs(signed % Civil.HOUR_MICROS);
    out.append(':');
    DateTimeText.two(out, rest / Civil.MINUTE_MICROS);
    out.append(':');
    DateTimeText.seconds(out, rest % Civil.MINUTE_MICROS);
  }
}
