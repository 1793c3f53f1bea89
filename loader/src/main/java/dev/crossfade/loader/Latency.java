package dev.crossfade.loader;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Milliseconds from old commit to new commit, in buckets of 1/16 of their size; what was noted
 * before the last {@link #reset} is forgotten.
 */
final class Latency {

  private static final int SUB_BITS = 4;
  private static final int SUB = 1 << SUB_BITS;
  private static final int BUCKETS = 40 * SUB;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void note(long millis) {
    counts.incrementAndGet(bucket(Math.max(0, millis)));
  }

  void reset() {
    for (int i = 0; i < BUCKETS; i++) {
      counts.set(i, 0);
    }
  }

  /** The least number of milliseconds that {@code share} of all stay within; NaN if none. */
  double quantile(double share) {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += counts.get(i);
    }
    if (total == 0) {
      return Double.NaN;
    }
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts.get(i);
      if (seen >= rank) {
        return upper(i);
      }
    }
    return upper(BUCKETS - 1);
  }

  private static int bucket(long millis) {
    if (millis < SUB) {
      return (int) millis;
    }
    int shift = 63 - Long.numberOfLeadingZeros(millis) - SUB_BITS;
    return Math.min(BUCKETS - 1, (shift + 1) * SUB + (int) ((millis >>> shift) - SUB));
  }

  private static double upper(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
  }
}
