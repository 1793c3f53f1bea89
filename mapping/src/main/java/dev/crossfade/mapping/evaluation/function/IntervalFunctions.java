package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Interval;

/** Arithmetic of intervals, alone and with timestamps. */
final class IntervalFunctions {

  private static final int DAYS_A_MONTH = 30;

  private IntervalFunctions() {}

  static void register(Registry registry) {
    registry.two("interval_pl(interval,interval)", IntervalFunctions::add);
    registry.two("interval_mi(interval,interval)", (Interval a, Interval b) -> subtract(a, b));
    registry.one("interval_um(interval)", IntervalFunctions::negate);
    registry.two("interval_mul(interval,float8)", (Interval a, Double b) -> times(a, b));
    registry.two("mul_d_interval(float8,interval)", (Double a, Interval b) -> times(b, a));
    registry.two("interval_div(interval,float8)", IntervalFunctions::over);
    registry.one("justify_hours(interval)", IntervalFunctions::justifyHours);
    registry.one("justify_days(interval)", IntervalFunctions::justifyDays);
    registry.one("justify_interval(interval)", IntervalFunctions::justify);
    registry.one("isfinite(interval)", (Interval a) -> !a.isInfinite());
  }

  private static int sign(Interval infinite) {
    return infinite.equals(Interval.INFINITY) ? 1 : -1;
  }

  /** A timestamp and an interval: months first, then days, then time. */
  static Long plus(long timestamp, Interval interval) {
    if (interval.isInfinite()) {
      long result = sign(interval) > 0 ? Civil.INFINITY : Civil.MINUS_INFINITY;
      if (Civil.isInfinite(timestamp) && timestamp != result) {
        throw Civil.timestampOutOfRange();
      }
      return result;
    }
    if (Civil.isInfinite(timestamp)) {
      return timestamp;
    }
    long day = Math.floorDiv(timestamp, Civil.DAY_MICROS);
    long time = Math.floorMod(timestamp, Civil.DAY_MICROS);
    if (interval.months() != 0) {
      Civil.Date date = Civil.ofDays(day);
      long month = date.month() - 1L + interval.months();
      long year = date.year() + Math.floorDiv(month, 12L);
      int monthOfYear = (int) Math.floorMod(month, 12L) + 1;
      day = Civil.days(year, monthOfYear, Math.min(date.day(), Civil.daysIn(year, monthOfYear)));
      checkDay(day);
    }
    day += interval.days();
    checkDay(day);
    try {
      long local = Math.addExact(Math.multiplyExact(day, Civil.DAY_MICROS), time);
      return Civil.checkTimestamp(Math.addExact(local, interval.micros()));
    } catch (ArithmeticException beyond) {
      throw Civil.timestampOutOfRange();
    }
  }

  private static void checkDay(long day) {
    if (day < Civil.DATE_FIRST || day > Civil.TIMESTAMP_END / Civil.DAY_MICROS) {
      throw Civil.timestampOutOfRange();
    }
  }

  static Long minus(long timestamp, Interval interval) {
    if (interval.isInfinite()) {
      return plus(timestamp, sign(interval) > 0 ? Interval.MINUS_INFINITY : Interval.INFINITY);
    }
    return plus(timestamp, negate(interval));
  }

  /** The difference in days and time; infinities as PostgreSQL 17 subtracts them. */
  static Interval between(long a, long b) {
    if (Civil.isInfinite(a) || Civil.isInfinite(b)) {
      return infiniteDifference(a, b);
    }
    long micros;
    try {
      micros = Math.subtractExact(a, b);
    } catch (ArithmeticException beyond) {
      throw Interval.outOfRange();
    }
    return justifyHours(new Interval(0, 0, micros));
  }

  private static Interval infiniteDifference(long a, long b) {
    if (a == b) {
      throw Interval.outOfRange();
    }
    boolean positive = a == Civil.INFINITY || b == Civil.MINUS_INFINITY;
    return positive ? Interval.INFINITY : Interval.MINUS_INFINITY;
  }

  private static Interval checked(long months, long days, long micros) {
    Interval made = new Interval((int) months, (int) days, micros);
    if (made.months() != months || made.days() != days || made.isInfinite()) {
      throw Interval.outOfRange();
    }
    return made;
  }

  static Interval add(Interval a, Interval b) {
    if (a.isInfinite() || b.isInfinite()) {
      if (a.isInfinite() && b.isInfinite() && !a.equals(b)) {
        throw Interval.outOfRange();
      }
      return a.isInfinite() ? a : b;
    }
    return checked(
        (long) a.months() + b.months(), (long) a.days() + b.days(), sum(a.micros(), b.micros()));
  }

  private static long sum(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException beyond) {
      throw Interval.outOfRange();
    }
  }

  private static Interval subtract(Interval a, Interval b) {
    if (a.isInfinite() || b.isInfinite()) {
      if (a.isInfinite() && b.isInfinite() && a.equals(b)) {
        throw Interval.outOfRange();
      }
      return a.isInfinite() ? a : negate(b);
    }
    long micros;
    try {
      micros = Math.subtractExact(a.micros(), b.micros());
    } catch (ArithmeticException beyond) {
      throw Interval.outOfRange();
    }
    return checked((long) a.months() - b.months(), (long) a.days() - b.days(), micros);
  }

  static Interval negate(Interval a) {
    if (a.isInfinite()) {
      return sign(a) > 0 ? Interval.MINUS_INFINITY : Interval.INFINITY;
    }
    if (a.micros() == Long.MIN_VALUE) {
      throw Interval.outOfRange();
    }
    return checked(-(long) a.months(), -(long) a.days(), -a.micros());
  }

  private static Interval scaledInfinity(Interval infinite, double factor) {
    boolean positive = sign(infinite) > 0 == factor > 0;
    return positive ? Interval.INFINITY : Interval.MINUS_INFINITY;
  }

  private static Interval times(Interval a, double factor) {
    if (Double.isNaN(factor)) {
      throw Interval.outOfRange();
    }
    if (a.isInfinite()) {
      if (factor == 0) {
        throw Interval.outOfRange();
      }
      return scaledInfinity(a, factor);
    }
    if (Double.isInfinite(factor)) {
      int sign = a.compareTo(new Interval(0, 0, 0));
      if (sign == 0) {
        throw Interval.outOfRange();
      }
      return (sign > 0) == (factor > 0) ? Interval.INFINITY : Interval.MINUS_INFINITY;
    }
    return scale(a, a.months() * factor, a.days() * factor, a.micros() * factor, factor, true);
  }

  private static Interval over(Interval a, Double divisor) {
    if (divisor == 0) {
      throw EvaluationException.divisionByZero();
    }
    if (Double.isNaN(divisor)) {
      throw Interval.outOfRange();
    }
    if (a.isInfinite()) {
      if (Double.isInfinite(divisor)) {
        throw Interval.outOfRange();
      }
      return scaledInfinity(a, divisor);
    }
    return scale(a, a.months() / divisor, a.days() / divisor, a.micros() / divisor, divisor, false);
  }

  /** Fractions of months go to days, fractions of days to time; nothing goes up (timestamp.c). */
  private static Interval scale(
      Interval a, double months, double days, double micros, double factor, boolean multiply) {
    int wholeMonths = whole(months);
    int wholeDays = whole(days);
    double exactMonths = multiply ? a.months() * factor : a.months() / factor;
    double monthDays = rounded((exactMonths - wholeMonths) * DAYS_A_MONTH);
    double exactDays = multiply ? a.days() * factor : a.days() / factor;
    double seconds = rounded((exactDays - wholeDays + monthDays - (int) monthDays) * 86_400.0);
    if (Math.abs(seconds) >= 86_400.0) {
      wholeDays = addDays(wholeDays, (int) (seconds / 86_400.0));
      seconds -= ((int) (seconds / 86_400.0)) * 86_400.0;
    }
    wholeDays = addDays(wholeDays, (int) monthDays);
    double time = Math.rint(micros + seconds * 1_000_000.0);
    if (Double.isNaN(time) || time < -0x1p63 || time >= 0x1p63) {
      throw Interval.outOfRange();
    }
    return checked(wholeMonths, wholeDays, (long) time);
  }

  private static int whole(double value) {
    if (Double.isNaN(value) || value > Integer.MAX_VALUE || value < Integer.MIN_VALUE) {
      throw Interval.outOfRange();
    }
    return (int) value;
  }

  private static int addDays(int days, int more) {
    long sum = (long) days + more;
    if ((int) sum != sum) {
      throw Interval.outOfRange();
    }
    return (int) sum;
  }

  /** TSROUND: to whole microseconds. */
  private static double rounded(double value) {
    return Math.rint(value * 1_000_000.0) / 1_000_000.0;
  }

  private static Interval justifyHours(Interval a) {
    if (a.isInfinite()) {
      return a;
    }
    long days = a.micros() / Civil.DAY_MICROS;
    long micros = a.micros() - days * Civil.DAY_MICROS;
    days += a.days();
    if (days > 0 && micros < 0) {
      micros += Civil.DAY_MICROS;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= Civil.DAY_MICROS;
      days++;
    }
    return checked(a.months(), days, micros);
  }

  private static Interval justifyDays(Interval a) {
    if (a.isInfinite()) {
      return a;
    }
    long months = a.days() / DAYS_A_MONTH;
    long days = a.days() - months * DAYS_A_MONTH;
    months += a.months();
    if (months > 0 && days < 0) {
      days += DAYS_A_MONTH;
      months--;
    } else if (months < 0 && days > 0) {
      days -= DAYS_A_MONTH;
      months++;
    }
    return checked(months, days, a.micros());
  }

  private static Interval justify(Interval a) {
    if (a.isInfinite()) {
      return a;
    }
    long days = a.days();
    long months = a.months();
    if ((days > 0 && a.micros() > 0) || (days < 0 && a.micros() < 0)) {
      months += days / DAYS_A_MONTH;
      days %= DAYS_A_MONTH;
    }
    long micros = a.micros();
    days += micros / Civil.DAY_MICROS;
    micros %= Civil.DAY_MICROS;
    months += days / DAYS_A_MONTH;
    days %= DAYS_A_MONTH;
    if (months > 0 && (days < 0 || (days == 0 && micros < 0))) {
      days += DAYS_A_MONTH;
      months--;
    } else if (months < 0 && (days > 0 || (days == 0 && micros > 0))) {
      days -= DAYS_A_MONTH;
      months++;
    }
    if (days > 0 && micros < 0) {
      micros += Civil.DAY_MICROS;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= Civil.DAY_MICROS;
      days++;
    }
    return checked(months, days, micros);
  }

  /** The difference in years, months, days and time, borrowing as the calendar has it. */
  static Interval age(long a, long b) {
    if (Civil.isInfinite(a) || Civil.isInfinite(b)) {
      return infiniteDifference(a, b);
    }
    Civil.Date x = Civil.ofDays(Math.floorDiv(a, Civil.DAY_MICROS));
    Civil.Date y = Civil.ofDays(Math.floorDiv(b, Civil.DAY_MICROS));
    long micros = Math.floorMod(a, Civil.DAY_MICROS) - Math.floorMod(b, Civil.DAY_MICROS);
    long days = x.day() - (long) y.day();
    long months = x.month() - (long) y.month();
    long years = x.year() - (long) y.year();
    int sign = a < b ? -1 : 1;
    micros *= sign;
    days *= sign;
    months *= sign;
    years *= sign;
    if (micros < 0) {
      micros += Civil.DAY_MICROS;
      days--;
    }
    while (days < 0) {
      Civil.Date earlier = a < b ? x : y;
      days += Civil.daysIn(earlier.year(), earlier.month());
      months--;
    }
    while (months < 0) {
      months += 12;
      years--;
    }
    return checked(sign * (years * 12 + months), sign * days, sign * micros);
  }
}
