package dev.crossfade.extractor.debezium;

/** Reading the old log failed: retry from the committed position. */
public final class LogBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogBrokenException(Throwable cause) {
    super("reading the old log failed: " + deepest(cause).getMessage(), cause);
  }

  private static Throwable deepest(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
