package dev.crossfade.operator.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A steady rate of row changes over all shifts together. Each change has its time, counted from the
 * start: whoever is late hurries, so the rate holds over time whatever a single transaction takes.
 */
public final class Pace {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double nanosPerChange;
  private final long startNanos;
  private final AtomicLong changes = new AtomicLong();

  public Pace(int changesPerSecond) {
    this.nanosPerChange = NANOS_PER_SECOND / changesPerSecond;
    this.startNanos = System.nanoTime();
  }

  /**
   * Counts changes that were made and returns when the next one is due, or when {@code goesOn} says
   * no.
   */
  public void made(int howMany, BooleanSupplier goesOn) {
    long due = startNanos + (long) (changes.addAndGet(howMany) * nanosPerChange);
    long early = due - System.nanoTime();
    while (early > 0 && goesOn.getAsBoolean()) {
      LockSupport.parkNanos(this, early);
      early = due - System.nanoTime();
    }
  }
}
