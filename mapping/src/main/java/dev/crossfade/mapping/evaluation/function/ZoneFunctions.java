package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Interval;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/** {@code AT TIME ZONE} with a constant zone: UTC, a region of the tz database, or an interval. */
final class ZoneFunctions {

  private static final long UNIX_OF_2000 = 946_684_800L;

  private ZoneFunctions() {}

  static void register(Registry registry) {
    registry.site(
        "timezone(text,timestamp)",
        site -> {
          ZoneRules zone = zone(site);
          return Registry.of2((Object name, Long local) -> toUtc(zone, local));
        });
    registry.site(
        "timezone(text,timestamptz)",
        site -> {
          ZoneRules zone = zone(site);
          return Registry.of2((Object name, Long instant) -> toLocal(zone, instant));
        });
    registry.two(
        "timezone(interval,timestamp)",
        (Interval a, Long b) -> Civil.isInfinite(b) ? b : shift(b, -micros(a)));
    registry.two(
        "timezone(interval,timestamptz)",
        (Interval a, Long b) -> Civil.isInfinite(b) ? b : shift(b, micros(a)));
  }

  private static ZoneRules zone(CallSite site) {
    String name = site.constantText(0, "time zone");
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.equals("UTC") || upper.equals("GMT") || upper.equals("Z")) {
      return ZoneOffset.UTC.getRules();
    }
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.equalsIgnoreCase(name) && id.indexOf('/') > 0 && !id.startsWith("SystemV/")) {
        return ZoneId.of(id).getRules();
      }
    }
    throw new RefusedException("time zone " + name + " is not a region like Europe/Berlin");
  }

  private static Long shift(long micros, long by) {
    if (Civil.isInfinite(micros)) {
      return micros;
    }
    try {
      return Civil.checkTimestamp(Math.addExact(micros, by));
    } catch (ArithmeticException beyond) {
      throw Civil.timestampOutOfRange();
    }
  }

  private static long micros(Interval zone) {
    if (zone.isInfinite()) {
      throw new EvaluationException("22023", "interval time zone must be finite");
    }
    if (zone.months() != 0 || zone.days() != 0) {
      throw new EvaluationException("22023", "interval time zone must not include months or days");
    }
    return zone.micros() / Civil.SECOND_MICROS * Civil.SECOND_MICROS;
  }

  private static Long toLocal(ZoneRules zone, long instant) {
    if (Civil.isInfinite(instant)) {
      return instant;
    }
    long second = Math.floorDiv(instant, Civil.SECOND_MICROS) + UNIX_OF_2000;
    int offset = zone.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    return shift(instant, offset * Civil.SECOND_MICROS);
  }

  /** In a gap the offset before it, in an overlap the offset after it, as PostgreSQL decides. */
  private static Long toUtc(ZoneRules zone, long local) {
    if (Civil.isInfinite(local)) {
      return local;
    }
    long second = Math.floorDiv(local, Civil.SECOND_MICROS) + UNIX_OF_2000;
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    ZoneOffsetTransition transition = zone.getTransition(time);
    ZoneOffset offset =
        transition == null
            ? zone.getOffset(time)
            : transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
    return shift(local, -offset.getTotalSeconds() * Civil.SECOND_MICROS);
  }
}
