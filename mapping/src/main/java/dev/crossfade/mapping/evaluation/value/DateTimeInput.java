package dev.crossfade.mapping.evaluation.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Input functions of date, time, timestamp and timestamptz for the forms whose meaning no setting
 * changes: year first, 24-hour time, numeric zone or UTC.
 *
 * <p>Any other text that PostgreSQL might read (month names, {@code 1/2/2003}, {@code now}) raises
 * 0A000 instead of guessing.
 */
public final class DateTimeInput {

  private static final String DATE =
      "(?:(?<year>\\d{3,9})-(?<month>\\d{1,2})-(?<day>\\d{1,2})|(?<packed>\\d{8}))";
  private static final String TIME =
      "(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:\\.(?<fraction>\\d{0,20}))?)?";
  private static final String ZONE =
      "(?<utc>z|utc|gmt)|(?<sign>[-+])(?<zh>\\d{1,2})"
          + "(?:(?::(?<zm>\\d{2})(?::(?<zs>\\d{2}))?)|(?<zp>\\d{2}))?";
  private static final Pattern SHAPE =
      Pattern.compile(
          DATE + "(?:(?:t|\\s+t?)" + TIME + "\\s*(?:" + ZONE + ")?)?(?:\\s+(?<era>bc|ad))?");
  private static final Pattern TIME_ONLY = Pattern.compile("t?" + TIME + "\\s*(?:" + ZONE + ")?");
  private static final Pattern WORDS =
      Pattern.compile("(?!.*(infinity|epoch|now|today|tomorrow|yesterday))[a-z ]*");

  private DateTimeInput() {}

  public static Long date(String text) {
    String body = NumberText.trim(text).toLowerCase(Locale.ROOT);
    Long special = special(body, "date");
    if (special != null) {
      return Civil.isInfinite(special)
          ? special > 0 ? Civil.DATE_INFINITY : Civil.DATE_MINUS_INFINITY
          : special / Civil.DAY_MICROS;
    }
    Matcher m = shape(body, "date");
    if (m.group("hour") != null) {
      timeOf(m, false);
      zoneMicros(m);
    }
    long days = dayOf(m);
    if (days < Civil.DATE_FIRST || days >= Civil.DATE_END) {
      throw new EvaluationException("22008", "date out of range");
    }
    return days;
  }

  public static Long timestamp(String text) {
    return instant(text, "timestamp", false);
  }

  public static Long timestamptz(String text) {
    return instant(text, "timestamp with time zone", true);
  }

  public static Long time(String text) {
    String body = NumberText.trim(text).toLowerCase(Locale.ROOT);
    Matcher m = TIME_ONLY.matcher(body);
    boolean dated = !m.matches();
    if (dated) {
      m = SHAPE.matcher(body);
      if (!m.matches() || m.group("hour") == null) {
        throw notRead(body, "time");
      }
    }
    long time = timeOf(m, true);
    if (dated) {
      dayOf(m);
    }
    return time;
  }

  private static long instant(String text, String typeName, boolean zoned) {
    String body = NumberText.trim(text).toLowerCase(Locale.ROOT);
    Long special = special(body, typeName);
    if (special != null) {
      return special;
    }
    Matcher m = shape(body, typeName);
    long time = m.group("hour") == null ? 0 : timeOf(m, false);
    long zone = m.group("hour") == null ? 0 : zoneMicros(m);
    long days = dayOf(m);
    if (days < Civil.DATE_FIRST || days > Civil.TIMESTAMP_END / Civil.DAY_MICROS) {
      throw Civil.timestampOutOfRange();
    }
    try {
      long local = Math.addExact(days * Civil.DAY_MICROS, time);
      return Civil.checkTimestamp(zoned ? Math.subtractExact(local, zone) : local);
    } catch (ArithmeticException beyond) {
      throw Civil.timestampOutOfRange();
    }
  }

  private static @Nullable Long special(String body, String typeName) {
    return switch (body) {
      case "infinity", "+infinity" -> Civil.INFINITY;
      case "-infinity" -> Civil.MINUS_INFINITY;
      case "epoch" -> Civil.days(1970, 1, 1) * Civil.DAY_MICROS;
      case "now", "today", "tomorrow", "yesterday", "allballs" ->
          throw new EvaluationException(
              EvaluationException.NOT_SUPPORTED,
              "this " + typeName + " depends on the time of evaluation");
      default -> null;
    };
  }

  private static Matcher shape(String body, String typeName) {
    Matcher m = SHAPE.matcher(body);
    if (!m.matches()) {
      throw notRead(body, typeName);
    }
    return m;
  }

  private static EvaluationException notRead(String body, String typeName) {
    if (WORDS.matcher(body).matches()) {
      return new EvaluationException("22007", "invalid input syntax for type " + typeName);
    }
    return new EvaluationException(
        EvaluationException.NOT_SUPPORTED,
        "a " + typeName + " is read only when written year first, as 2024-12-31 23:59:59");
  }

  private static long dayOf(Matcher m) {
    int year;
    int month;
    int day;
    String packed = m.group("packed");
    if (packed != null) {
      year = Integer.parseInt(packed, 0, 4, 10);
      month = Integer.parseInt(packed, 4, 6, 10);
      day = Integer.parseInt(packed, 6, 8, 10);
    } else {
      year = Integer.parseInt(m.group("year"));
      month = Integer.parseInt(m.group("month"));
      day = Integer.parseInt(m.group("day"));
    }
    if (year == 0) {
      throw fieldOverflow();
    }
    if ("bc".equals(m.group("era"))) {
      year = 1 - year;
    }
    if (month < 1 || month > 12 || day < 1 || day > Civil.daysIn(year, month)) {
      throw fieldOverflow();
    }
    return Civil.days(year, month, day);
  }

  private static long timeOf(Matcher m, boolean timeAlone) {
    long hour = Long.parseLong(m.group("hour"));
    long minute = Long.parseLong(m.group("minute"));
    String seconds = m.group("second");
    long second = seconds == null ? 0 : Long.parseLong(seconds);
    long fraction = fractionMicros(m.group("fraction"));
    long micros =
        hour * Civil.HOUR_MICROS
            + minute * Civil.MINUTE_MICROS
            + second * Civil.SECOND_MICROS
            + fraction;
    if (minute > 59 || second > 60) {
      throw fieldOverflow();
    }
    if (timeAlone) { // there PostgreSQL checks the zone before the hour
      zoneMicros(m);
    }
    if (hour > 24 || micros > Civil.DAY_MICROS) {
      throw fieldOverflow();
    }
    return micros;
  }

  /** PostgreSQL rounds the fraction as a double. */
  static long fractionMicros(@Nullable String digits) {
    return digits == null || digits.isEmpty()
        ? 0
        : (long) Math.rint(Double.parseDouble("0." + digits) * 1_000_000.0);
  }

  private static long zoneMicros(Matcher m) {
    String sign = m.group("sign");
    if (sign == null) {
      return 0;
    }
    long hours = Long.parseLong(m.group("zh"));
    String minuteText = m.group("zp") == null ? m.group("zm") : m.group("zp");
    long minutes = minuteText == null ? 0 : Long.parseLong(minuteText);
    long seconds = m.group("zs") == null ? 0 : Long.parseLong(m.group("zs"));
    if (hours > 15 || minutes > 59 || seconds > 59) {
      throw new EvaluationException("22009", "time zone displacement out of range");
    }
    long micros =
        hours * Civil.HOUR_MICROS + minutes * Civil.MINUTE_MICROS + seconds * Civil.SECOND_MICROS;
    return sign.equals("-") ? -micros : micros;
  }

  static EvaluationException fieldOverflow() {
    return new EvaluationException("22008", "date/time field value out of range");
  }
}
