package dev.crossfade.extractor;

/** The migration is not prepared, or not where the configuration says: fix that, then start. */
public final class NotPreparedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotPreparedException(String message) {
    super(message);
  }
}
