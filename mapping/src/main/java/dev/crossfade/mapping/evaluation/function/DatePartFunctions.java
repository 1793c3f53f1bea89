package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.ExtractFunctions.Field;
import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.Interval;
import dev.crossfade.mapping.evaluation.value.Numeric;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** date_part with a constant field: extract's value, but fractions computed as doubles. */
final class DatePartFunctions {

  private static final long UNIX_OF_2000_MICROS = 946_684_800_000_000L;

  private DatePartFunctions() {}

  static void register(Registry registry) {
    part(registry, "timestamp", site -> ofTimestamp(DateUnit.of(site), false));
    part(registry, "timestamptz", site -> ofTimestamp(DateUnit.of(site), true));
    part(
        registry,
        "date",
        site -> {
          Part part = ofTimestamp(DateUnit.of(site), false);
          return value -> part.of(DateFunctions.midnight((Long) value));
        });
    part(registry, "time", site -> ofTime(DateUnit.of(site)));
    part(registry, "interval", site -> ofInterval(DateUnit.of(site)));
  }

  private interface Part {
    @Nullable Double of(Object value);
  }

  private static void part(Registry registry, String type, Function<CallSite, Part> part) {
    registry.site(
        "date_part(text," + type + ")",
        site -> {
          Part p = part.apply(site);
          return Registry.of2((Object unit, Object value) -> p.of(value));
        });
  }

  private static Part asDouble(Field field) {
    return value -> {
      Numeric exact = field.of(value);
      return exact == null ? null : CastFunctions.toDouble(exact);
    };
  }

  private static Part ofTimestamp(DateUnit unit, boolean zoned) {
    Part exact = asDouble(ExtractFunctions.ofTimestamp(unit, zoned));
    return value -> {
      long micros = (Long) value;
      if (Civil.isInfinite(micros)) {
        return exact.of(value);
      }
      long time = Math.floorMod(micros, Civil.DAY_MICROS);
      return switch (unit) {
        case MILLISECONDS, SECOND -> ofMinute(unit, time % Civil.MINUTE_MICROS);
        case EPOCH -> epoch(micros);
        case JULIAN -> {
          long whole = time / Civil.SECOND_MICROS;
          double second = whole + time % Civil.SECOND_MICROS / 1_000_000.0;
          yield Math.floorDiv(micros, Civil.DAY_MICROS) + 2_451_545 + second / 86_400.0;
        }
        default -> exact.of(value);
      };
    };
  }

  private static double epoch(long micros) {
    long unix = micros + UNIX_OF_2000_MICROS;
    return unix >= micros
        ? unix / 1_000_000.0
        : ((double) micros + UNIX_OF_2000_MICROS) / 1_000_000.0;
  }

  /** Seconds or milliseconds of a minute. */
  private static double ofMinute(DateUnit unit, long micros) {
    long seconds = micros / Civil.SECOND_MICROS;
    long fraction = micros % Civil.SECOND_MICROS;
    return unit == DateUnit.SECOND
        ? seconds + fraction / 1_000_000.0
        : seconds * 1_000.0 + fraction / 1_000.0;
  }

  private static Part ofTime(DateUnit unit) {
    Part exact = asDouble(ExtractFunctions.ofTime(unit));
    return value -> {
      long micros = (Long) value;
      return switch (unit) {
        case MILLISECONDS, SECOND -> ofMinute(unit, micros % Civil.MINUTE_MICROS);
        case EPOCH -> micros / 1_000_000.0;
        default -> exact.of(value);
      };
    };
  }

  private static Part ofInterval(DateUnit unit) {
    Part exact = asDouble(ExtractFunctions.ofInterval(unit));
    return value -> {
      Interval interval = (Interval) value;
      if (interval.isInfinite()) {
        return exact.of(value);
      }
      return switch (unit) {
        case MILLISECONDS, SECOND -> ofMinute(unit, interval.micros() % Civil.MINUTE_MICROS);
        case EPOCH -> epoch(interval);
        default -> exact.of(value);
      };
    };
  }

  private static double epoch(Interval interval) {
    double seconds = interval.micros() / 1_000_000.0;
    int years = interval.months() / 12;
    int months = interval.months() % 12;
    seconds += 365.25 * 86_400 * years;
    seconds += 30.0 * 86_400 * months;
    return seconds + 86_400.0 * interval.days();
  }
}
