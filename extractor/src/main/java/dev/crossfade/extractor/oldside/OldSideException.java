package dev.crossfade.extractor.oldside;

/** The old database could not be asked or did not answer: retry once it is reachable again. */
public final class OldSideException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OldSideException(String message) {
    super(message);
  }

  public OldSideException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
