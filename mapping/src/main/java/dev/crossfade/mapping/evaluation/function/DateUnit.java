package dev.crossfade.mapping.evaluation.function;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field that extract, date_part and date_trunc name. */
enum DateUnit {
  MICROSECONDS,
  MILLISECONDS,
  SECOND,
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH,
  QUARTER,
  YEAR,
  DECADE,
  CENTURY,
  MILLENNIUM,
  DOW,
  ISODOW,
  DOY,
  ISOYEAR,
  JULIAN,
  EPOCH,
  TIMEZONE,
  TIMEZONE_HOUR,
  TIMEZONE_MINUTE;

  private static final Map<String, DateUnit> NAMES =
      Map.ofEntries(
          Map.entry("microseconds", MICROSECONDS),
          Map.entry("microsecond", MICROSECONDS),
          Map.entry("us", MICROSECONDS),
          Map.entry("usec", MICROSECONDS),
          Map.entry("milliseconds", MILLISECONDS),
          Map.entry("millisecond", MILLISECONDS),
          Map.entry("ms", MILLISECONDS),
          Map.entry("msec", MILLISECONDS),
          Map.entry("second", SECOND),
          Map.entry("seconds", SECOND),
          Map.entry("sec", SECOND),
          Map.entry("minute", MINUTE),
          Map.entry("minutes", MINUTE),
          Map.entry("min", MINUTE),
          Map.entry("hour", HOUR),
          Map.entry("hours", HOUR),
          Map.entry("day", DAY),
          Map.entry("days", DAY),
          Map.entry("week", WEEK),
          Map.entry("weeks", WEEK),
          Map.entry("month", MONTH),
          Map.entry("months", MONTH),
          Map.entry("mon", MONTH),
          Map.entry("quarter", QUARTER),
          Map.entry("year", YEAR),
          Map.entry("years", YEAR),
          Map.entry("decade", DECADE),
          Map.entry("decades", DECADE),
          Map.entry("century", CENTURY),
          Map.entry("centuries", CENTURY),
          Map.entry("millennium", MILLENNIUM),
          Map.entry("millennia", MILLENNIUM),
          Map.entry("dow", DOW),
          Map.entry("isodow", ISODOW),
          Map.entry("doy", DOY),
          Map.entry("isoyear", ISOYEAR),
          Map.entry("julian", JULIAN),
          Map.entry("epoch", EPOCH),
          Map.entry("timezone", TIMEZONE),
          Map.entry("timezone_hour", TIMEZONE_HOUR),
          Map.entry("timezone_minute", TIMEZONE_MINUTE));

  /**
   * The unit that a call's constant names.
   *
   * @throws RefusedException if it is no constant or no unit known here
   */
  static DateUnit of(CallSite site) {
    String name = site.constantText(0, "field name").toLowerCase(Locale.ROOT);
    DateUnit unit = NAMES.get(name);
    if (unit == null) {
      throw new RefusedException(site.signature() + " does not know the field " + name);
    }
    return unit;
  }

  /** The same, or null if a type has no such field: {@code allowed} tells. */
  boolean isIn(DateUnit first, DateUnit last) {
    return compareTo(first) >= 0 && compareTo(last) <= 0;
  }

  static @Nullable DateUnit named(String name) {
    return NAMES.get(name);
  }
}
