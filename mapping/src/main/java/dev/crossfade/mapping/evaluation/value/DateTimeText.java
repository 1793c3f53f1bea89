package dev.crossfade.mapping.evaluation.value;

/** Output functions of dates and times under {@code DateStyle = ISO} and {@code TimeZone = UTC}. */
public final class DateTimeText {

  private DateTimeText() {}

  public static String date(long days) {
    if (days == Civil.DATE_INFINITY) {
      return "infinity";
    }
    if (days == Civil.DATE_MINUS_INFINITY) {
      return "-infinity";
    }
    StringBuilder out = new StringBuilder(13);
    Civil.Date date = Civil.ofDays(days);
    date(out, date);
    return era(out, date);
  }

  public static String time(long micros) {
    StringBuilder out = new StringBuilder(15);
    time(out, micros);
    return out.toString();
  }

  public static String timestamp(long micros) {
    return timestamp(micros, ' ', "");
  }

  public static String timestamptz(long micros) {
    return timestamp(micros, ' ', "+00");
  }

  /** With another letter between date and time, and a zone after it: JSON's form. */
  public static String timestamp(long micros, char between, String zone) {
    if (micros == Civil.INFINITY) {
      return "infinity";
    }
    if (micros == Civil.MINUS_INFINITY) {
      return "-infinity";
    }
    StringBuilder out = new StringBuilder(32);
    Civil.Date date = Civil.ofDays(Math.floorDiv(micros, Civil.DAY_MICROS));
    date(out, date);
    out.append(between);
    time(out, Math.floorMod(micros, Civil.DAY_MICROS));
    out.append(zone);
    return era(out, date);
  }

  private static void date(StringBuilder out, Civil.Date date) {
    int year = date.year() > 0 ? date.year() : 1 - date.year();
    for (int size = 1000; size > 1 && year < size; size /= 10) {
      out.append('0');
    }
    out.append(year).append('-');
    two(out, date.month());
    out.append('-');
    two(out, date.day());
  }

  private static String era(StringBuilder out, Civil.Date date) {
    return date.year() > 0 ? out.toString() : out.append(" BC").toString();
  }

  private static void time(StringBuilder out, long micros) {
    two(out, micros / Civil.HOUR_MICROS);
    out.append(':');
    two(out, micros / Civil.MINUTE_MICROS % 60);
    out.append(':');
    seconds(out, micros % Civil.MINUTE_MICROS);
  }

  static void two(StringBuilder out, long number) {
    if (number < 10) {
      out.append('0');
    }
    out.append(number);
  }

  /** Seconds with a fraction of as many digits as it needs. */
  static void seconds(StringBuilder out, long micros) {
    two(out, micros / Civil.SECOND_MICROS);
    int fraction = (int) (micros % Civil.SECOND_MICROS);
    if (fraction == 0) {
      return;
    }
    out.append('.');
    for (int size = 100_000; fraction > 0; size /= 10) {
      out.append((char) ('0' + fraction / size));
      fraction %= size;
    }
  }
}
