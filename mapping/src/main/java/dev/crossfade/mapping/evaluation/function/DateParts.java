package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.EvaluationException;

/** What to_date and to_timestamp have read of a text, and the moment that it means. */
final class DateParts {

  /** One number; 0 is "not read", as in PostgreSQL. */
  static final class Slot {
    int value;

    /** Sets it; 22007 if another number stands there. */
    void set(int read) {
      if (value != 0 && value != read) {
        throw new EvaluationException("22007", "conflicting values in a date format");
      }
      value = read;
    }
  }

  final Slot year = new Slot();
  final Slot month = new Slot();
  final Slot day = new Slot();
  final Slot dayOfYear = new Slot();
  final Slot hour = new Slot();
  final Slot minute = new Slot();
  final Slot second = new Slot();
  final Slot secondOfDay = new Slot();
  final Slot millis = new Slot();
  final Slot micros = new Slot();

  /** To how many digits of the second an FF field rounds what was read. */
  int digits = 6;

  final Slot beforeChrist = new Slot();
  final Slot afternoon = new Slot();
  private final Slot weekday = new Slot();
  boolean twelveHours;

  void weekday(int found) {
    weekday.set(found);
    weekday.value++;
  }

  /** Days since 2000-01-01. */
  long days() {
    long astronomical = beforeChrist.value != 0 ? -(long) year.value : year.value;
    if (year.value != 0 && astronomical < 0) {
      astronomical++;
    }
    int m = month.value != 0 ? month.value : 1;
    int d = day.value != 0 ? day.value : 1;
    boolean known = month.value != 0 && day.value != 0;
    if (dayOfYear.value != 0 && (m <= 1 || d <= 1)) {
      if (astronomical == 0 && beforeChrist.value == 0) {
        throw new EvaluationException("22007", "a day of the year needs a year");
      }
      int found = monthOf(astronomical);
      int first = (int) (Civil.days(astronomical, found, 1) - Civil.days(astronomical, 1, 1));
      m = m <= 1 ? found : m;
      d = d <= 1 ? dayOfYear.value - first : d;
      known = true;
    }
    if (m < 1 || m > 12 || d < 1 || d > 31) {
      throw overflow();
    }
    if (known && year.value != 0 && d > Civil.daysIn(astronomical, m)) {
      throw overflow();
    }
    return Civil.days(astronomical, m, d);
  }

  private int monthOf(long astronomical) {
    int left = dayOfYear.value;
    for (int m = 1; m <= 12; m++) {
      int length = Civil.daysIn(astronomical, m);
      if (left <= length) {
        return m;
      }
      left -= length;
    }
    throw overflow();
  }

  /** Microseconds since midnight. */
  long time() {
    long h = 0;
    long m = 0;
    long s = 0;
    if (secondOfDay.value != 0) {
      h = secondOfDay.value / 3_600;
      m = secondOfDay.value % 3_600 / 60;
      s = secondOfDay.value % 60;
    }
    s = second.value != 0 ? second.value : s;
    m = minute.value != 0 ? minute.value : m;
    h = hour.value != 0 ? hour.value : h;
    if (twelveHours) {
      if (h < 1 || h > 12) {
        throw new EvaluationException("22007", "an hour is invalid for the 12-hour clock");
      }
      h = h % 12 + (afternoon.value != 0 ? 12 : 0);
    }
    long fraction = millis.value * 1_000L + micros.value;
    boolean inRange = h >= 0 && h < 24 && m >= 0 && m < 60 && s >= 0 && s < 60;
    if (!inRange || fraction < 0 || fraction >= Civil.SECOND_MICROS) {
      throw overflow();
    }
    return (h * 60 + m) * Civil.MINUTE_MICROS + s * Civil.SECOND_MICROS + fraction;
  }

  private static EvaluationException overflow() {
    return new EvaluationException("22008", "a field of a date is out of range");
  }
}
