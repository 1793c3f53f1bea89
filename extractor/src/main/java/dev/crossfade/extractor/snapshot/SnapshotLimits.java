package dev.crossfade.extractor.snapshot;

import java.time.Duration;

/**
 * How the snapshot is read.
 *
 * @param readers connections that read side by side, 1 to 64
 * @param chunkRows about how many rows one chunk holds; what a restart has to read again at most,
 *     per reader
 * @param rowsPerSecond for all readers together, 0 for no limit
 * @param ageMax longest a reader keeps one snapshot, so that vacuum is not held up
 */
public record SnapshotLimits(int readers, long chunkRows, long rowsPerSecond, Duration ageMax) {

  public SnapshotLimits {
    if (readers < 1 || readers > 64) {
      throw new IllegalArgumentException("snapshot readers are 1 to 64, not " + readers);
    }
    if (chunkRows < 1 || rowsPerSecond < 0) {
      throw new IllegalArgumentException("snapshot limits in rows are positive");
    }
  }

  public static SnapshotLimits defaults() {
    return new SnapshotLimits(2, 200_000, 0, Duration.ofMinutes(30));
  }
}
