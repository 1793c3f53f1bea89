package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.Interval;

/** date_trunc with a constant field. */
final class TruncateFunctions {

  private TruncateFunctions() {}

  static void register(Registry registry) {
    for (String stamp : new String[] {"timestamp", "timestamptz"}) {
      registry.site(
          "date_trunc(text," + stamp + ")",
          site -> {
            DateUnit unit = unit(site);
            return Registry.of2((Object name, Long value) -> truncate(unit, value));
          });
    }
    registry.site(
        "date_trunc(text,interval)",
        site -> {
          DateUnit unit = unit(site);
          if (unit == DateUnit.WEEK) {
            throw new RefusedException("date_trunc does not truncate an interval to weeks");
          }
          return Registry.of2((Object name, Interval value) -> truncate(unit, value));
        });
  }

  private static DateUnit unit(CallSite site) {
    DateUnit unit = DateUnit.of(site);
    if (!unit.isIn(DateUnit.MICROSECONDS, DateUnit.MILLENNIUM)) {
      throw new RefusedException("date_trunc does not truncate to " + unit);
    }
    return unit;
  }

  private static Long truncate(DateUnit unit, long micros) {
    if (Civil.isInfinite(micros)) {
      return micros;
    }
    long days = Math.floorDiv(micros, Civil.DAY_MICROS);
    return switch (unit) {
      case MICROSECONDS -> micros;
      case MILLISECONDS -> micros - Math.floorMod(micros, 1_000L);
      case SECOND -> micros - Math.floorMod(micros, Civil.SECOND_MICROS);
      case MINUTE -> micros - Math.floorMod(micros, Civil.MINUTE_MICROS);
      case HOUR -> micros - Math.floorMod(micros, Civil.HOUR_MICROS);
      case DAY -> days * Civil.DAY_MICROS;
      default -> Civil.checkTimestamp(firstDay(unit, days) * Civil.DAY_MICROS);
    };
  }

  private static long firstDay(DateUnit unit, long days) {
    Civil.Date date = Civil.ofDays(days);
    long year = date.year();
    return switch (unit) {
      case WEEK -> IsoWeek.monday(days);
      case MONTH -> Civil.days(year, date.month(), 1);
      case QUARTER -> Civil.days(year, (date.month() - 1) / 3 * 3 + 1, 1);
      case YEAR -> Civil.days(year, 1, 1);
      case DECADE -> Civil.days(year > 0 ? year / 10 * 10 : -((8 - (year - 1)) / 10 * 10), 1, 1);
      case CENTURY ->
          Civil.days(
              year > 0 ? (year + 99) / 100 * 100 - 99 : -((99 - (year - 1)) / 100 * 100) + 1, 1, 1);
      default ->
          Civil.days(
              year > 0 ? (year + 999) / 1000 * 1000 - 999 : -((999 - (year - 1)) / 1000 * 1000) + 1,
              1,
              1);
    };
  }

  private static Interval truncate(DateUnit unit, Interval value) {
    if (value.isInfinite()) {
      return value;
    }
    int months = value.months();
    long micros = value.micros();
    return switch (unit) {
      case MICROSECONDS -> value;
      case MILLISECONDS -> withTime(value, micros - micros % 1_000);
      case SECOND -> withTime(value, micros - micros % Civil.SECOND_MICROS);
      case MINUTE -> withTime(value, micros - micros % Civil.MINUTE_MICROS);
      case HOUR -> withTime(value, micros - micros % Civil.HOUR_MICROS);
      case DAY -> new Interval(months, value.days(), 0);
      case MONTH -> new Interval(months, 0, 0);
      case QUARTER -> new Interval(months - months % 12 % 3, 0, 0);
      case YEAR -> years(months, 1);
      case DECADE -> years(months, 10);
      case CENTURY -> years(months, 100);
      default -> years(months, 1_000);
    };
  }

  private static Interval withTime(Interval value, long micros) {
    return new Interval(value.months(), value.days(), micros);
  }

  private static Interval years(int months, int unit) {
    return new Interval(months / 12 / unit * unit * 12, 0, 0);
  }
}
