package dev.crossfade.loader.postgres;

import java.math.BigInteger;

/** An interval in canonical key form (its total microseconds) as text that PostgreSQL reads. */
final class IntervalKey {

  private static final BigInteger DAY_MICROS = BigInteger.valueOf(86_400_000_000L);
  private static final BigInteger MONTH_DAYS = BigInteger.valueOf(30);

  private IntervalKey() {}

  /** In parts, each small enough for its field; equal to the key by PostgreSQL's {@code =}. */
  static String text(String canonical) {
    if (canonical.endsWith("infinity")) {
      return canonical;
    }
    BigInteger[] daysAndMicros = new BigInteger(canonical).divideAndRemainder(DAY_MICROS);
    BigInteger[] monthsAndDays = daysAndMicros[0].divideAndRemainder(MONTH_DAYS);
    return monthsAndDays[0]
        + " mons "
        + monthsAndDays[1]
        + " days "
        + daysAndMicros[1]
        + " microseconds";
  }
}
