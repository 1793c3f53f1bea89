package dev.crossfade.extractor.topics;

/** Another extractor of the same migration was started after this one: stop, do not retry. */
public final class ExtractorFencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param instance the one that was started later
   */
  public ExtractorFencedException(String instance) {
    super(
        "another extractor of this migration has started ("
            + instance
            + "); this one stops, and nothing of its last batch counts");
  }
}
