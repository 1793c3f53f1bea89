package dev.crossfade.extractor;

import java.util.ArrayDeque;
import java.util.Deque;

/** Rows a second over the last seconds. */
final class RowRate {

  private record Sample(long nanos, long rows) {}

  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();

  RowRate(double windowSeconds) {
    this.windowNanos = (long) (windowSeconds * 1e9);
  }

  /** Takes a count and gives the rate up to it. */
  double at(long nanos, long rows) {
    samples.addLast(new Sample(nanos, rows));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > windowNanos) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    return nanos == first.nanos() ? 0 : (rows - first.rows()) * 1e9 / (nanos - first.nanos());
  }
}
