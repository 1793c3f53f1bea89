package dev.crossfade.transformer;

import java.util.concurrent.atomic.LongAdder;

/** What this instance has done for one new table since it started. Safe for several threads. */
final class Meter {

  private final LongAdder rows = new LongAdder();
  private final LongAdder dead = new LongAdder();
  private final LongAdder losers = new LongAdder();
  private volatile boolean snapshot;

  void mapped(int count) {
    rows.add(count);
  }

  /** A dead letter more, or one less. */
  void dead(int difference) {
    dead.add(difference);
  }

  /** Origins more, or less, that stand behind another at their new key. */
  void losers(long difference) {
    losers.add(difference);
  }

  void snapshot(boolean last) {
    if (snapshot != last) {
      snapshot = last;
    }
  }

  long rows() {
    return rows.sum();
  }

  long dead() {
    return dead.sum();
  }

  long losers() {
    return losers.sum();
  }

  boolean inSnapshot() {
    return snapshot;
  }
}
