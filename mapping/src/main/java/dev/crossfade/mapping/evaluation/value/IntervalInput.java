package dev.crossfade.mapping.evaluation.value;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The input function of interval for PostgreSQL's own style: numbers with units and a time.
 *
 * <p>ISO 8601 and SQL-standard forms raise 0A000 instead of guessing.
 */
public final class IntervalInput {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<tsign>[-+])?(?<th>\\d+):(?<tm>\\d{1,2})(?::(?<ts>\\d{1,2})(?:\\.(?<tf>\\d*))?)?"
              + "(?![\\d:.+-])"
              + "|(?<number>[-+]?\\d+(?:\\.\\d+)?|\\.\\d+)\\s*(?<unit>[a-z]+)?(?![\\w.:/+-])"
              + "|(?<ago>ago))");

  private static final Pattern WORDS = Pattern.compile("(?!.*infinity)[a-z ]*");

  private final Set<String> seen = new HashSet<>();
  private long years;
  private long months;
  private long days;
  private long micros;

  private IntervalInput() {}

  public static Interval interval(String text) {
    String body = NumberText.trim(text).toLowerCase(Locale.ROOT);
    switch (body) {
      case "infinity", "+infinity" -> {
        return Interval.INFINITY;
      }
      case "-infinity" -> {
        return Interval.MINUS_INFINITY;
      }
      case "" -> throw syntax();
      default -> {}
    }
    return new IntervalInput().read(body.startsWith("@") ? body.substring(1) : body);
  }

  private Interval read(String body) {
    boolean any = false;
    boolean ago = false;
    int at = 0;
    for (Matcher m = TOKEN.matcher(body); at < body.length(); at = m.end()) { // shape first
      if (ago || !m.find(at) || m.start() != at) {
        throw notRead(body);
      }
      ago = m.group("ago") != null;
      any |= !ago;
      if (!ago) {
        once(m, body);
      }
    }
    if (!any) {
      throw notRead(body);
    }
    for (Matcher m = TOKEN.matcher(body); m.find(); ) {
      if (m.group("th") != null) {
        addTime(m);
      } else if (m.group("number") != null) {
        addNumber(m, body);
      }
    }
    return result(ago);
  }

  /** No field may come twice; a time is hours, minutes and seconds. */
  private void once(Matcher m, String body) {
    Set<String> fields = Set.of("h", "min", "s", "ms", "us");
    if (m.group("th") == null) {
      String field = field(unit(m, body), body);
      boolean fraction = field.equals("s") && m.group("number").indexOf('.') >= 0;
      fields = fraction ? Set.of("s", "ms", "us") : Set.of(field);
    }
    for (String field : fields) {
      if (!seen.add(field)) {
        throw notRead(body);
      }
    }
  }

  private static String unit(Matcher m, String body) {
    String unit = m.group("unit");
    if (unit != null) {
      return unit;
    }
    String rest = body.substring(m.end());
    return rest.isEmpty() ? "second" : rest.matches("\\s+[-+]?\\d+:.*") ? "day" : "?";
  }

  private static String field(String unit, String body) {
    return switch (unit) {
      case "microsecond", "microseconds", "us", "usec", "usecs", "usecond", "useconds" -> "us";
      case "millisecond", "milliseconds", "ms", "msec", "msecs", "mseconds", "msecond" -> "ms";
      case "second", "seconds", "sec", "secs", "s" -> "s";
      case "minute", "minutes", "min", "mins", "m" -> "min";
      case "hour", "hours", "hr", "hrs", "h" -> "h";
      case "day", "days", "d" -> "d";
      case "week", "weeks", "w" -> "w";
      case "month", "months", "mon", "mons" -> "mon";
      case "year", "years", "yr", "yrs", "y" -> "y";
      case "decade", "decades", "dec", "decs" -> "dec";
      case "century", "centuries", "cent", "c" -> "c";
      case "millennium", "millennia", "mil", "mils" -> "mil";
      default -> throw notRead(body);
    };
  }

  private Interval result(boolean ago) {
    long total = years * 12 + months;
    long m = ago ? -total : total;
    long d = ago ? -days : days;
    if ((int) m != m || (int) d != d || (ago && micros == Long.MIN_VALUE)) {
      throw Interval.outOfRange();
    }
    Interval interval = new Interval((int) m, (int) d, ago ? -micros : micros);
    if (interval.isInfinite()) {
      throw Interval.outOfRange();
    }
    return interval;
  }

  private void addTime(Matcher m) {
    long minute = Long.parseLong(m.group("tm"));
    long second = m.group("ts") == null ? 0 : Long.parseLong(m.group("ts"));
    if (m.group("th").length() > 9 || minute > 59 || second > 60) {
      throw m.group("tsign") == null ? fieldOverflow() : syntax();
    }
    long time =
        Long.parseLong(m.group("th")) * Civil.HOUR_MICROS
            + minute * Civil.MINUTE_MICROS
            + second * Civil.SECOND_MICROS
            + DateTimeInput.fractionMicros(m.group("tf"));
    addMicros("-".equals(m.group("tsign")) ? -time : time);
  }

  private void addNumber(Matcher m, String body) {
    String number = m.group("number");
    int point = number.indexOf('.');
    boolean negative = number.startsWith("-");
    String digits = number.substring(negative || number.startsWith("+") ? 1 : 0);
    int dot = digits.indexOf('.');
    String whole = dot < 0 ? digits : digits.substring(0, dot);
    if (whole.length() > 18) {
      throw fieldOverflow();
    }
    long value = whole.isEmpty() ? 0 : Long.parseLong(whole);
    double fraction =
        point < 0 || dot == digits.length() - 1
            ? 0
            : Double.parseDouble("0" + digits.substring(dot));
    add(field(unit(m, body), body), negative ? -value : value, negative ? -fraction : fraction);
  }

  private void add(String field, long value, double fraction) {
    switch (field) {
      case "us" -> addMicros(value + (long) Math.rint(fraction));
      case "ms" -> addTime(value, fraction, 1_000);
      case "s" -> addTime(value, fraction, Civil.SECOND_MICROS);
      case "min" -> addTime(value, fraction, Civil.MINUTE_MICROS);
      case "h" -> addTime(value, fraction, Civil.HOUR_MICROS);
      case "d" -> addDays(value, fraction, 1);
      case "w" -> addDays(value, fraction, 7);
      case "mon" -> {
        months = inInt(months + inInt(value));
        addDays(0, fraction, 30);
      }
      case "y" -> addYears(value, fraction, 1);
      case "dec" -> addYears(value, fraction, 10);
      case "c" -> addYears(value, fraction, 100);
      default -> addYears(value, fraction, 1_000);
    }
  }

  private static long inInt(long value) {
    if ((int) value != value) {
      throw fieldOverflow();
    }
    return value;
  }

  private void addYears(long value, double fraction, int scale) {
    years = inInt(years + inInt(inInt(value) * scale));
    months = inInt(months + (long) Math.rint(fraction * scale * 12));
  }

  private void addDays(long value, double fraction, int scale) {
    if (Math.abs(value) > Integer.MAX_VALUE) {
      throw fieldOverflow();
    }
    double scaled = fraction * scale;
    long extra = (long) scaled;
    days += value * scale + extra;
    if ((int) days != days) {
      throw fieldOverflow();
    }
    fractionMicros(scaled - extra, Civil.DAY_MICROS);
  }

  private void addTime(long value, double fraction, long unitMicros) {
    try {
      addMicros(Math.multiplyExact(value, unitMicros));
    } catch (ArithmeticException beyond) {
      throw fieldOverflow();
    }
    fractionMicros(fraction, unitMicros);
  }

  /** PostgreSQL's AdjustFractMicroseconds: whole part, then the rest rounded half up. */
  private void fractionMicros(double fraction, long unitMicros) {
    if (fraction == 0) {
      return;
    }
    double scaled = fraction * unitMicros;
    long whole = (long) scaled;
    double rest = scaled - whole;
    addMicros(rest > 0.5 ? whole + 1 : rest < -0.5 ? whole - 1 : whole);
  }

  private void addMicros(long more) {
    try {
      micros = Math.addExact(micros, more);
    } catch (ArithmeticException beyond) {
      throw fieldOverflow();
    }
  }

  private static EvaluationException fieldOverflow() {
    return new EvaluationException("22015", "interval field value out of range");
  }

  private static EvaluationException syntax() {
    return new EvaluationException("22007", "invalid input syntax for type interval");
  }

  private static EvaluationException notRead(@Nullable String body) {
    return body == null || !WORDS.matcher(body).matches()
        ? new EvaluationException(
            EvaluationException.NOT_SUPPORTED,
            "an interval is read only in PostgreSQL's own style, as 1 year 2 days 03:04:05")
        : syntax();
  }
}
