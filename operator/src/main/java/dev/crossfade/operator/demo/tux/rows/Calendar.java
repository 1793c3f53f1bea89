package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Times around a fixed day, in whole milliseconds: the same seed gives the same times on every day.
 */
public final class Calendar {

  /** The day on which the made-up data ends. */
  public static final LocalDateTime TODAY = LocalDateTime.of(2026, 1, 15, 12, 0);

  private static final long MILLIS_PER_DAY = 86_400_000;

  private final Dice dice;

  public Calendar(Dice dice) {
    this.dice = dice;
  }

  /** Up to so many days ago. */
  public LocalDateTime past(int days) {
    return TODAY.minus(dice.between(1, days * MILLIS_PER_DAY), ChronoUnit.MILLIS);
  }

  /** Up to so many days after another time, at least a millisecond. */
  public LocalDateTime after(LocalDateTime time, int days) {
    return time.plus(dice.between(1, days * MILLIS_PER_DAY), ChronoUnit.MILLIS);
  }
}
