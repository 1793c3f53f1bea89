package dev.crossfade.extractor.snapshot;

import java.util.concurrent.TimeUnit;

/** Lets so many rows a second through, for all readers together. */
final class RowLimiter {

  private final long rowsPerSecond;
  private final long startedNanos = System.nanoTime();
  private long rows;

  /**
   * Starts the clock.
   *
   * @param rowsPerSecond 0 for no limit
   */
  RowLimiter(long rowsPerSecond) {
    this.rowsPerSecond = rowsPerSecond;
  }

  /** Waits as long as these rows are ahead of their time. */
  void pass(int more) throws InterruptedException {
    if (rowsPerSecond == 0) {
      return;
    }
    long aheadNanos;
    synchronized (this) {
      rows += more;
      long dueNanos = (long) (rows * 1e9 / rowsPerSecond);
      aheadNanos = dueNanos - (System.nanoTime() - startedNanos);
    }
    if (aheadNanos > 0) {
      TimeUnit.NANOSECONDS.sleep(aheadNanos); // the limit itself; a stop interrupts it
    }
  }
}
