package dev.crossfade.extractor.topics;

/** Another extractor of the same migration has started: stop this one, do not retry. */
public final class ExtractorFencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExtractorFencedException(String transactionalId, Throwable cause) {
    super(
        "another extractor of this migration has started (transactional id "
            + transactionalId
            + "); this one stops, and nothing of its last batch counts",
        cause);
  }
}
