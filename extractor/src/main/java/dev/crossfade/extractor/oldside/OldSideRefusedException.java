package dev.crossfade.extractor.oldside;

/**
 * The old database is not what the migration was prepared on, so rows could be missing: stop; the
 * message says how to recover. A retry meets the same.
 */
public final class OldSideRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OldSideRefusedException(String message) {
    super(message);
  }
}
