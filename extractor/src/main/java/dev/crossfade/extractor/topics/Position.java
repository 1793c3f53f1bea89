package dev.crossfade.extractor.topics;

/**
 * How far the old log is in Kafka, committed together with the records it speaks of.
 *
 * @param lsn the end of the last whole old transaction; before the first one, where the slot began
 * @param snapshotDone whether every row of the snapshot is in the topics
 * @param committedAtMicros when that transaction committed, microseconds since 1970; 0 before the
 *     first one
 */
public record Position(long lsn, boolean snapshotDone, long committedAtMicros) {

  /** The position at the end of a later old transaction. */
  public Position at(long endLsn, long micros) {
    return new Position(endLsn, snapshotDone, micros);
  }

  /** The same position with the snapshot complete. */
  public Position afterSnapshot() {
    return new Position(lsn, true, committedAtMicros);
  }
}
