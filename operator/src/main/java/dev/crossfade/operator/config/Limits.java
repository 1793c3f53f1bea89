package dev.crossfade.operator.config;

import java.time.Duration;

/**
 * What a migration may not exceed.
 *
 * @param snapshotRowsPerSecond 0 for as fast as it goes
 * @param walRetainedMaxBytes how much log the old database may have to keep for us
 * @param rowMaxBytes the largest row that is carried; a larger one is a dead letter. At most 1 GiB
 * @param writePauseMax the longest write pause that a cutover may predict
 * @param snapshotAgeMax after how long the snapshot is read on at a newer point, so that vacuum is
 *     not held up
 */
public record Limits(
    long snapshotRowsPerSecond,
    long walRetainedMaxBytes,
    int rowMaxBytes,
    Duration writePauseMax,
    Duration snapshotAgeMax,
    WalOverBudget walOverBudget) {

  /** What happens when the old database keeps more log than it may. */
  public enum WalOverBudget {
    /** Go on reading and call for help. */
    ASK,
    /** Drop the slot, so that the old database lives; the migration starts over. */
    DROP
  }

  /** What is true without a {@code limits} section. */
  public static final Limits DEFAULT =
      new Limits(
          0, 8L << 30, 32 << 20, Duration.ofSeconds(10), Duration.ofMinutes(30), WalOverBudget.ASK);
}
