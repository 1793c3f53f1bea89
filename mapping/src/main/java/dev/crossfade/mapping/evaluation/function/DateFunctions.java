package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Interval;
import org.jspecify.annotations.Nullable;

/** Casts and arithmetic of date, time, timestamp and timestamptz, in UTC. */
final class DateFunctions {

  private DateFunctions() {}

  static void register(Registry registry) {
    casts(registry);
    dates(registry);
    times(registry);
    timestamps(registry);
    registry.one("isfinite(date)", (Long a) -> !Civil.isInfiniteDate(a));
    registry.one("isfinite(timestamp)", (Long a) -> !Civil.isInfinite(a));
    registry.one("isfinite(timestamptz)", (Long a) -> !Civil.isInfinite(a));
  }

  private static void casts(Registry registry) {
    for (String stamp : new String[] {"timestamp", "timestamptz"}) {
      registry.one(stamp + "(date)", (Long a) -> midnight(a));
      registry.one("date(" + stamp + ")", (Long a) -> dateOf(a));
      registry.one("time(" + stamp + ")", (Long a) -> timeOf(a));
    }
    registry.one("timestamp(timestamptz)", (Long a) -> a);
    registry.one("timestamptz(timestamp)", (Long a) -> a);
    registry.one("interval(time)", (Long a) -> new Interval(0, 0, a));
    registry.one(
        "time(interval)",
        (Interval a) -> {
          if (a.isInfinite()) {
            throw new EvaluationException("22008", "cannot convert infinite interval to time");
          }
          return Math.floorMod(a.micros(), Civil.DAY_MICROS);
        });
  }

  /** The timestamp at a date's midnight. */
  static Long midnight(long date) {
    if (Civil.isInfiniteDate(date)) {
      return date > 0 ? Civil.INFINITY : Civil.MINUS_INFINITY;
    }
    if (date >= Civil.TIMESTAMP_END / Civil.DAY_MICROS) {
      throw new EvaluationException("22008", "date out of range for timestamp");
    }
    return date * Civil.DAY_MICROS;
  }

  private static Long dateOf(long timestamp) {
    if (Civil.isInfinite(timestamp)) {
      return timestamp > 0 ? Civil.DATE_INFINITY : Civil.DATE_MINUS_INFINITY;
    }
    return Math.floorDiv(timestamp, Civil.DAY_MICROS);
  }

  private static @Nullable Long timeOf(long timestamp) {
    return Civil.isInfinite(timestamp) ? null : Math.floorMod(timestamp, Civil.DAY_MICROS);
  }

  private static void dates(Registry registry) {
    registry.two("date_pli(date,int4)", (Long a, Long b) -> plusDays(a, b));
    registry.two("date_mii(date,int4)", (Long a, Long b) -> plusDays(a, -b));
    registry.two("integer_pl_date(int4,date)", (Long a, Long b) -> plusDays(b, a));
    registry.two("date_mi(date,date)", DateFunctions::daysBetween);
    registry.two(
        "date_pl_interval(date,interval)",
        (Long a, Interval b) -> IntervalFunctions.plus(midnight(a), b));
    registry.two(
        "date_mi_interval(date,interval)",
        (Long a, Interval b) -> IntervalFunctions.minus(midnight(a), b));
    registry.two(
        "interval_pl_date(interval,date)",
        (Interval a, Long b) -> IntervalFunctions.plus(midnight(b), a));
    registry.two("datetime_pl(date,time)", (Long a, Long b) -> atTime(a, b));
    registry.two("timedate_pl(time,date)", (Long a, Long b) -> atTime(b, a));
    registry.three("make_date(int4,int4,int4)", DateFunctions::makeDate);
  }

  private static Long plusDays(long date, long days) {
    if (Civil.isInfiniteDate(date)) {
      return date;
    }
    return Civil.checkDate(date + days);
  }

  private static Long daysBetween(Long a, Long b) {
    if (Civil.isInfiniteDate(a) || Civil.isInfiniteDate(b)) {
      throw new EvaluationException("22008", "cannot subtract infinite dates");
    }
    return a - b;
  }

  private static Long atTime(long date, long time) {
    long midnight = midnight(date);
    return Civil.isInfinite(midnight) ? midnight : Civil.checkTimestamp(midnight + time);
  }

  private static Long makeDate(Long year, Long month, Long day) {
    return Civil.checkDate(validDay(year, month, day));
  }

  /** Days of a date whose year may be negative for BC; 22008 if there is no such day. */
  static long validDay(long year, long month, long day) {
    long astronomical = year < 0 ? year + 1 : year;
    boolean valid = year != 0 && year > Integer.MIN_VALUE && month >= 1 && month <= 12 && day >= 1;
    if (!valid || day > Civil.daysIn(astronomical, (int) month)) {
      throw new EvaluationException("22008", "date field value out of range");
    }
    return Civil.days(astronomical, (int) month, (int) day);
  }

  private static void times(Registry registry) {
    registry.two("time_pl_interval(time,interval)", (Long a, Interval b) -> plusTime(a, b, 1));
    registry.two("time_mi_interval(time,interval)", (Long a, Interval b) -> plusTime(a, b, -1));
    registry.two("interval_pl_time(interval,time)", (Interval a, Long b) -> plusTime(b, a, 1));
    registry.two("time_mi_time(time,time)", (Long a, Long b) -> new Interval(0, 0, a - b));
    registry.three("make_time(int4,int4,float8)", (Long h, Long m, Double s) -> makeTime(h, m, s));
  }

  private static Long plusTime(long time, Interval interval, int sign) {
    if (interval.isInfinite()) {
      throw new EvaluationException("22008", "cannot add infinite interval to time");
    }
    return Math.floorMod(time + sign * interval.micros(), Civil.DAY_MICROS);
  }

  static Long makeTime(long hour, long minute, double second) {
    double fraction = Math.rint(second * 1_000_000.0);
    boolean valid = hour >= 0 && hour <= 24 && minute >= 0 && minute < 60;
    if (valid && fraction >= 0 && fraction <= Civil.MINUTE_MICROS) {
      long micros = (hour * 60 + minute) * Civil.MINUTE_MICROS + (long) fraction;
      if (micros <= Civil.DAY_MICROS) {
        return micros;
      }
    }
    throw new EvaluationException("22008", "time field value out of range");
  }

  private static void timestamps(Registry registry) {
    for (String stamp : new String[] {"timestamp", "timestamptz"}) {
      registry.two(
          stamp + "_pl_interval(" + stamp + ",interval)",
          (Long a, Interval b) -> IntervalFunctions.plus(a, b));
      registry.two(
          stamp + "_mi_interval(" + stamp + ",interval)",
          (Long a, Interval b) -> IntervalFunctions.minus(a, b));
      registry.two(
          "interval_pl_" + stamp + "(interval," + stamp + ")",
          (Interval a, Long b) -> IntervalFunctions.plus(b, a));
      registry.two(
          stamp + "_mi(" + stamp + "," + stamp + ")",
          (Long a, Long b) -> IntervalFunctions.between(a, b));
      registry.two(
          "age(" + stamp + "," + stamp + ")", (Long a, Long b) -> IntervalFunctions.age(a, b));
      String[] six = {"(int4,int4,int4,int4,int4,float8)"};
      registry.many("make_" + stamp + six[0], DateFunctions::makeTimestamp);
    }
    registry.one("to_timestamp(float8)", DateFunctions::ofUnixSeconds);
  }

  private static Long makeTimestamp(@Nullable Object[] a) {
    long[] fields = new long[5];
    for (int i = 0; i < 5; i++) {
      fields[i] = (Long) java.util.Objects.requireNonNull(a[i]);
    }
    long day = validDay(fields[0], fields[1], fields[2]);
    double second = (Double) java.util.Objects.requireNonNull(a[5]);
    long time = makeTime(fields[3], fields[4], second);
    if (day < Civil.DATE_FIRST || day > Civil.TIMESTAMP_END / Civil.DAY_MICROS) {
      throw Civil.timestampOutOfRange();
    }
    return Civil.checkTimestamp(day * Civil.DAY_MICROS + time);
  }

  /** Shifts to the year 2000 in seconds, then rounds to microseconds, as PostgreSQL does. */
  private static Long ofUnixSeconds(Double seconds) {
    if (Double.isInfinite(seconds)) {
      return seconds > 0 ? Civil.INFINITY : Civil.MINUS_INFINITY;
    }
    double first = -210_866_803_200.0;
    double end = 9_224_318_016_000.0;
    if (Double.isNaN(seconds)) {
      throw new EvaluationException("22008", "timestamp cannot be NaN");
    }
    if (seconds < first || seconds >= end) {
      throw Civil.timestampOutOfRange();
    }
    double micros = Math.rint((seconds - 946_684_800.0) * 1_000_000.0);
    return Civil.checkTimestamp((long) micros);
  }
}
