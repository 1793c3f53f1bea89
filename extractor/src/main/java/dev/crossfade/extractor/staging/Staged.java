package dev.crossfade.extractor.staging;

/**
 * What came of looking at the file.
 *
 * @param outcome whether it was read
 * @param inserted rows that are new
 * @param updated rows that changed
 * @param deleted rows that are gone
 */
public record Staged(Outcome outcome, long inserted, long updated, long deleted) {

  /** What was done. */
  public enum Outcome {
    /** It is what was read before. */
    SAME,
    /** Somebody writes it just now: to be looked at again. */
    BEING_WRITTEN,
    /** It was read whole; its differences are committed. */
    READ
  }

  static final Staged SAME = new Staged(Outcome.SAME, 0, 0, 0);
  static final Staged BEING_WRITTEN = new Staged(Outcome.BEING_WRITTEN, 0, 0, 0);

  Staged plus(long moreInserted, long moreUpdated, long moreDeleted) {
    return new Staged(
        outcome, inserted + moreInserted, updated + moreUpdated, deleted + moreDeleted);
  }

  /** Whether any row is another than before. */
  public boolean isChange() {
    return inserted + updated + deleted > 0;
  }
}
