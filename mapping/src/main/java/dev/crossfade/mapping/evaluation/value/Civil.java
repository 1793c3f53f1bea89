package dev.crossfade.mapping.evaluation.value;

/**
 * The proleptic Gregorian calendar over PostgreSQL's counts: days and microseconds since
 * 2000-01-01. Years are astronomical: 0 is 1 BC.
 */
public final class Civil {

  public static final long DAY_MICROS = 86_400_000_000L;
  public static final long HOUR_MICROS = 3_600_000_000L;
  public static final long MINUTE_MICROS = 60_000_000L;
  public static final long SECOND_MICROS = 1_000_000L;

  /** −infinity and infinity of date. */
  public static final long DATE_MINUS_INFINITY = Integer.MIN_VALUE;

  public static final long DATE_INFINITY = Integer.MAX_VALUE;

  /** First date, 4713-11-24 BC, and the day after the last, 5874898-06-03. */
  public static final long DATE_FIRST = -2_451_545;

  public static final long DATE_END = 2_147_483_494L - 2_451_545;

  /** First timestamp, 4713-11-24 00:00:00 BC, and the microsecond after the last, in 294276. */
  public static final long TIMESTAMP_FIRST = -211_813_488_000_000_000L;

  public static final long TIMESTAMP_END = 9_223_371_331_200_000_000L;

  /** −infinity and infinity of timestamp and timestamptz. */
  public static final long MINUS_INFINITY = Long.MIN_VALUE;

  public static final long INFINITY = Long.MAX_VALUE;

  private static final long DAYS_0000_TO_2000 = 730_485;

  private Civil() {}

  /** Year, month (1 to 12) and day of a count of days. */
  public record Date(int year, int month, int day) {}

  public static Date ofDays(long days) {
    long z = days + DAYS_0000_TO_2000 - 60; // days since 0000-03-01
    long era = Math.floorDiv(z, 146_097);
    long doe = z - era * 146_097;
    long yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    int day = (int) (doy - (153 * mp + 2) / 5 + 1);
    int month = (int) (mp < 10 ? mp + 3 : mp - 9);
    long year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    return new Date((int) year, month, day);
  }

  /** Days since 2000-01-01; month from 1 to 12, day may lie beyond the month's end. */
  public static long days(long year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yoe = y - era * 400;
    long doy = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146_097 + doe + 60 - DAYS_0000_TO_2000;
  }

  public static boolean isLeap(long year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  public static int daysIn(long year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  public static boolean isInfinite(long timestamp) {
    return timestamp == INFINITY || timestamp == MINUS_INFINITY;
  }

  public static boolean isInfiniteDate(long date) {
    return date == DATE_INFINITY || date == DATE_MINUS_INFINITY;
  }

  /**
   * A timestamp in range.
   *
   * @throws EvaluationException 22008 if it is beyond the type's range
   */
  public static long checkTimestamp(long micros) {
    if (micros < TIMESTAMP_FIRST || micros >= TIMESTAMP_END) {
      throw timestampOutOfRange();
    }
    return micros;
  }

  public static EvaluationException timestampOutOfRange() {
    return new EvaluationException("22008", "timestamp out of range");
  }

  /** A date in range; else 22008. */
  public static long checkDate(long days) {
    if (days < DATE_FIRST || days >= DATE_END) {
      throw new EvaluationException("22008", "date out of range");
    }
    return days;
  }
}
