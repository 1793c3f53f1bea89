package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.Interval;
import dev.crossfade.mapping.evaluation.value.Numeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** extract and date_part with a constant field. */
final class ExtractFunctions {

  private static final long JULIAN_OF_2000 = 2_451_545;
  private static final long UNIX_OF_2000_MICROS = 946_684_800_000_000L;

  private ExtractFunctions() {}

  static void register(Registry registry) {
    extract(registry, "timestamp", site -> ofTimestamp(DateUnit.of(site), false));
    extract(registry, "timestamptz", site -> ofTimestamp(DateUnit.of(site), true));
    extract(registry, "date", site -> ofDate(DateUnit.of(site)));
    extract(registry, "time", site -> ofTime(DateUnit.of(site)));
    extract(registry, "interval", site -> ofInterval(DateUnit.of(site)));
    DatePartFunctions.register(registry);
  }

  /** A field of a value; null for SQL NULL. */
  interface Field {
    @Nullable Numeric of(Object value);
  }

  private static void extract(Registry registry, String type, Function<CallSite, Field> field) {
    registry.site(
        "extract(text," + type + ")",
        site -> {
          Field f = field.apply(site);
          return Registry.of2((Object unit, Object value) -> f.of(value));
        });
  }

  private static RefusedException noField(DateUnit unit, String type) {
    return new RefusedException("field " + unit + " is not taken from type " + type);
  }

  static Field ofTimestamp(DateUnit unit, boolean zoned) {
    if (unit.isIn(DateUnit.TIMEZONE, DateUnit.TIMEZONE_MINUTE) && !zoned) {
      throw noField(unit, "timestamp");
    }
    return value -> {
      long micros = (Long) value;
      if (Civil.isInfinite(micros)) {
        return infinite(unit, micros > 0);
      }
      return finite(unit, micros);
    };
  }

  static Field ofDate(DateUnit unit) {
    if (unit.compareTo(DateUnit.DAY) < 0 || unit.compareTo(DateUnit.TIMEZONE) >= 0) {
      throw noField(unit, "date");
    }
    return value -> {
      long days = (Long) value;
      if (Civil.isInfiniteDate(days)) {
        return infinite(unit, days > 0);
      }
      return switch (unit) {
        case EPOCH -> Numeric.of((days + 10_957) * 86_400);
        case JULIAN -> Numeric.of(days + JULIAN_OF_2000);
        default -> Numeric.of(ofDay(unit, days));
      };
    };
  }

  private static @Nullable Numeric infinite(DateUnit unit, boolean positive) {
    return switch (unit) {
      case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH ->
          positive ? Numeric.INFINITY : Numeric.MINUS_INFINITY;
      default -> null;
    };
  }

  private static Numeric finite(DateUnit unit, long micros) {
    long days = Math.floorDiv(micros, Civil.DAY_MICROS);
    long time = Math.floorMod(micros, Civil.DAY_MICROS);
    return switch (unit) {
      case MICROSECONDS, MILLISECONDS, SECOND, MINUTE, HOUR -> ofTime(unit, time);
      case EPOCH -> epoch(micros);
      case JULIAN -> julian(days, time);
      case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> Numeric.of(0);
      default -> Numeric.of(ofDay(unit, days));
    };
  }

  /** Beyond what a long of microseconds holds PostgreSQL divides as numeric, and loses digits. */
  private static Numeric epoch(long micros) {
    long unix = micros + UNIX_OF_2000_MICROS;
    if (unix >= micros) {
      return Numeric.of(BigDecimal.valueOf(unix, 6));
    }
    BigDecimal exact = BigDecimal.valueOf(micros).add(BigDecimal.valueOf(UNIX_OF_2000_MICROS));
    BigDecimal quotient =
        NumericFunctions.divide(Numeric.of(exact), Numeric.of(Civil.SECOND_MICROS)).decimal();
    return Numeric.of(quotient.setScale(6, RoundingMode.HALF_UP));
  }

  /** The day's number and the part of the day, divided as numeric divides. */
  private static Numeric julian(long days, long time) {
    Numeric part = NumericFunctions.divide(Numeric.of(time), Numeric.of(Civil.DAY_MICROS));
    return NumericFunctions.add(Numeric.of(days + JULIAN_OF_2000), part);
  }

  private static long ofDay(DateUnit unit, long days) {
    Civil.Date date = Civil.ofDays(days);
    long year = date.year();
    return switch (unit) {
      case DAY -> date.day();
      case MONTH -> date.month();
      case QUARTER -> (date.month() - 1) / 3 + 1;
      case YEAR -> year > 0 ? year : year - 1;
      case DECADE -> year >= 0 ? year / 10 : -((8 - (year - 1)) / 10);
      case CENTURY -> year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
      case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
      case DOW -> Math.floorMod(days + 6, 7);
      case ISODOW -> Math.floorMod(days + 5, 7) + 1;
      case DOY -> days - Civil.days(year, 1, 1) + 1;
      case WEEK -> IsoWeek.week(days);
      case ISOYEAR -> {
        long isoYear = IsoWeek.year(days);
        yield isoYear > 0 ? isoYear : isoYear - 1;
      }
      default -> throw noField(unit, "date");
    };
  }

  static Field ofTime(DateUnit unit) {
    if (!unit.isIn(DateUnit.MICROSECONDS, DateUnit.HOUR) && unit != DateUnit.EPOCH) {
      throw noField(unit, "time");
    }
    return value ->
        unit == DateUnit.EPOCH
            ? Numeric.of(BigDecimal.valueOf((Long) value, 6))
            : ofTime(unit, (Long) value);
  }

  private static Numeric ofTime(DateUnit unit, long micros) {
    return switch (unit) {
      case MICROSECONDS -> Numeric.of(micros % Civil.MINUTE_MICROS);
      case MILLISECONDS -> Numeric.of(BigDecimal.valueOf(micros % Civil.MINUTE_MICROS, 3));
      case SECOND -> Numeric.of(BigDecimal.valueOf(micros % Civil.MINUTE_MICROS, 6));
      case MINUTE -> Numeric.of(micros / Civil.MINUTE_MICROS % 60);
      default -> Numeric.of(micros / Civil.HOUR_MICROS);
    };
  }

  static Field ofInterval(DateUnit unit) {
    boolean known =
        unit.isIn(DateUnit.MICROSECONDS, DateUnit.MILLENNIUM)
            && unit != DateUnit.WEEK
            && unit != DateUnit.QUARTER;
    if (!known && unit != DateUnit.EPOCH) {
      throw noField(unit, "interval");
    }
    return value -> {
      Interval interval = (Interval) value;
      if (interval.isInfinite()) {
        boolean grows =
            unit.isIn(DateUnit.YEAR, DateUnit.MILLENNIUM)
                || unit == DateUnit.HOUR
                || unit == DateUnit.DAY
                || unit == DateUnit.EPOCH;
        boolean positive = interval.equals(Interval.INFINITY);
        return grows ? positive ? Numeric.INFINITY : Numeric.MINUS_INFINITY : null;
      }
      return finite(unit, interval);
    };
  }

  private static Numeric finite(DateUnit unit, Interval interval) {
    int years = interval.months() / 12;
    return switch (unit) {
      case DAY -> Numeric.of(interval.days());
      case MONTH -> Numeric.of(interval.months() % 12);
      case YEAR -> Numeric.of(years);
      case DECADE -> Numeric.of(years / 10);
      case CENTURY -> Numeric.of(years / 100);
      case MILLENNIUM -> Numeric.of(years / 1000);
      case EPOCH -> epoch(interval);
      default -> ofTime(unit, interval.micros());
    };
  }

  /** A year counts 365.25 days, a month 30. */
  private static Numeric epoch(Interval interval) {
    BigDecimal days =
        BigDecimal.valueOf(interval.months() / 12)
            .multiply(new BigDecimal("365.25"))
            .add(BigDecimal.valueOf(interval.months() % 12 * 30L + interval.days()));
    BigDecimal seconds =
        days.multiply(BigDecimal.valueOf(86_400)).add(BigDecimal.valueOf(interval.micros(), 6));
    return Numeric.of(seconds.setScale(6, RoundingMode.UNNECESSARY));
  }
}
