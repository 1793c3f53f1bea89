package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;

/** Weeks that begin on Monday; the first holds the year's first Thursday. */
final class IsoWeek {

  private IsoWeek() {}

  /** The Monday of a day's week. */
  static long monday(long days) {
    return days - Math.floorMod(days + 5, 7);
  }

  /** The astronomical year that the day's week belongs to. */
  static long year(long days) {
    return Civil.ofDays(monday(days) + 3).year();
  }

  static long week(long days) {
    long thursday = monday(days) + 3;
    return (thursday - Civil.days(Civil.ofDays(thursday).year(), 1, 1)) / 7 + 1;
  }
}
