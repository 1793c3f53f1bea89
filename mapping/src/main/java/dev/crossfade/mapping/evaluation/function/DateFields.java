package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.Interval;

/**
 * A moment or an interval taken apart, as to_char writes it.
 *
 * @param days since 2000-01-01, of a moment
 * @param year never below 1 for a moment: {@code beforeChrist} tells
 */
record DateFields(
    boolean interval,
    long days,
    int year,
    boolean beforeChrist,
    int month,
    int day,
    int dayOfYear,
    long hour,
    int minute,
    int second,
    int micros) {

  static DateFields ofMoment(long timestamp) {
    long days = Math.floorDiv(timestamp, Civil.DAY_MICROS);
    long time = Math.floorMod(timestamp, Civil.DAY_MICROS);
    Civil.Date date = Civil.ofDays(days);
    return new DateFields(
        false,
        days,
        written(date.year()),
        date.year() <= 0,
        date.month(),
        date.day(),
        (int) (days - Civil.days(date.year(), 1, 1) + 1),
        time / Civil.HOUR_MICROS,
        (int) (time / Civil.MINUTE_MICROS % 60),
        (int) (time / Civil.SECOND_MICROS % 60),
        (int) (time % Civil.SECOND_MICROS));
  }

  static DateFields ofInterval(Interval value) {
    long time = value.micros();
    return new DateFields(
        true,
        0,
        value.months() / 12,
        false,
        value.months() % 12,
        value.days(),
        value.months() * 30 + value.days(),
        time / Civil.HOUR_MICROS,
        (int) (time / Civil.MINUTE_MICROS % 60),
        (int) (time / Civil.SECOND_MICROS % 60),
        (int) (time % Civil.SECOND_MICROS));
  }

  /** A year without its era. */
  static int written(long astronomicalYear) {
    return (int) (astronomicalYear <= 0 ? 1 - astronomicalYear : astronomicalYear);
  }

  int isoYear() {
    return written(IsoWeek.year(days));
  }

  long isoDayOfYear() {
    return days - (IsoWeek.monday(days) - (IsoWeek.week(days) - 1) * 7) + 1;
  }

  /** 0 is Sunday. */
  int dayOfWeek() {
    return (int) Math.floorMod(days + 6, 7L);
  }

  int century() {
    if (interval) {
      return year / 100;
    }
    int counted = (year - 1) / 100 + 1;
    return beforeChrist ? -counted : counted;
  }
}
