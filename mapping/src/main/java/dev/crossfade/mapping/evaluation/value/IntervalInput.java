package dev.crossfade.mapping.evaluation.value;

import java.util.Locale;
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
              + "(?![\\d:.])"
              + "|(?<number>[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))\\s*(?<unit>[a-z]+)?(?![\\w.:/-])"
              + "|(?<ago>ago))");

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
    Matcher m = TOKEN.matcher(body);
    int at = 0;
    boolean any = false;
    boolean ago = false;
    boolean timed = false;
    while (at < body.length()) {
      if (ago || !m.find(at) || m.start() != at) {
        throw notRead(body);
      }
      at = m.end();
      if (m.group("ago") != null) {
        ago = true;
        continue;
      }
      any = true;
      if (m.group("th") != null) {
        if (timed) {
          throw notRead(body);
        }
        timed = true;
        addTime(m);
      } else {
        addNumber(m, body, at);
      }
    }
    if (!any) {
      throw notRead(body);
    }
    return result(ago);
  }

  private Interval result(boolean ago) {
    long m = ago ? -months : months;
    long d = ago ? -days : days;
    long u = ago ? Math.negateExact(micros) : micros;
    if ((int) m != m || (int) d != d) {
      throw fieldOverflow();
    }
    Interval interval = new Interval((int) m, (int) d, u);
    if (interval.isInfinite()) {
      throw Interval.outOfRange();
    }
    return interval;
  }

  private void addTime(Matcher m) {
    long minute = Long.parseLong(m.group("tm"));
    long second = m.group("ts") == null ? 0 : Long.parseLong(m.group("ts"));
    if (m.group("th").length() > 9 || minute > 59 || second > 60) {
      throw fieldOverflow();
    }
    long time =
        Long.parseLong(m.group("th")) * Civil.HOUR_MICROS
            + minute * Civil.MINUTE_MICROS
            + second * Civil.SECOND_MICROS
            + DateTimeInput.fractionMicros(m.group("tf"));
    addMicros("-".equals(m.group("tsign")) ? -time : time);
  }

  private void addNumber(Matcher m, String body, int end) {
    String unit = m.group("unit");
    if (unit != null && unit.equals("ago")) {
      throw notRead(body);
    }
    if (unit == null) {
      String rest = body.substring(end);
      unit = rest.isEmpty() ? "second" : Pattern.matches("\\s+[-+]?\\d+:.*", rest) ? "day" : "?";
    }
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
    add(unit, negative ? -value : value, negative ? -fraction : fraction, body);
  }

  private void add(String unit, long value, double fraction, String body) {
    switch (unit) {
      case "microsecond", "microseconds", "us", "usec", "usecs", "usecond", "useconds" ->
          addMicros(value + (long) Math.rint(fraction));
      case "millisecond", "milliseconds", "ms", "msec", "msecs", "mseconds", "msecond" ->
          addTime(value, fraction, 1_000);
      case "second", "seconds", "sec", "secs", "s" -> addTime(value, fraction, Civil.SECOND_MICROS);
      case "minute", "minutes", "min", "mins", "m" -> addTime(value, fraction, Civil.MINUTE_MICROS);
      case "hour", "hours", "hr", "hrs", "h" -> addTime(value, fraction, Civil.HOUR_MICROS);
      case "day", "days", "d" -> addDays(value, fraction, 1);
      case "week", "weeks", "w" -> addDays(value, fraction, 7);
      case "month", "months", "mon", "mons" -> {
        addMonths(value, 0, 1);
        addDays(0, fraction, 30);
      }
      case "year", "years", "yr", "yrs", "y" -> addMonths(value, fraction, 12);
      case "decade", "decades", "dec", "decs" -> addMonths(value, fraction, 120);
      case "century", "centuries", "cent", "c" -> addMonths(value, fraction, 1_200);
      case "millennium", "millennia", "mil", "mils" -> addMonths(value, fraction, 12_000);
      default -> throw notRead(body);
    }
  }

  private void addMonths(long value, double fraction, int scale) {
    if (Math.abs(value) > Integer.MAX_VALUE) {
      throw fieldOverflow();
    }
    months += value * scale + (long) Math.rint(fraction * scale);
    if ((int) months != months) {
      throw fieldOverflow();
    }
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
    boolean digit = body != null && body.chars().anyMatch(c -> c >= '0' && c <= '9');
    return digit
        ? new EvaluationException(
            EvaluationException.NOT_SUPPORTED,
            "an interval is read only in PostgreSQL's own style, as 1 year 2 days 03:04:05")
        : syntax();
  }
}
