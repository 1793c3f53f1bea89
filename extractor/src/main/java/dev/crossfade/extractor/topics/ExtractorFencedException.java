package dev.crossfade.extractor.topics;

/** This extractor may not write the migration's topics any more: stop, do not retry. */
public final class ExtractorFencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ExtractorFencedException(String why) {
    super(why + "; this one stops, and nothing of its last batch counts");
  }

  /** Another extractor has taken over. */
  static ExtractorFencedException startedLater(String instance) {
    return new ExtractorFencedException(
        "another extractor of this migration has started (" + instance + ")");
  }

  /** Its claim is gone with the control topic, which was made again. */
  static ExtractorFencedException unprepared(String controlTopic) {
    return new ExtractorFencedException(
        "the migration was unprepared after this extractor had started, and its claim in "
            + controlTopic
            + " is gone with it: start it again after prepare");
  }

  /** It works by a plan that is not the migration's. */
  static ExtractorFencedException anotherPlan(String migration) {
    return new ExtractorFencedException(
        "migration "
            + migration
            + " was prepared anew with another plan after this extractor had read its own: start it"
            + " again");
  }
}
