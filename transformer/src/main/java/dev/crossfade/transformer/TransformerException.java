package dev.crossfade.transformer;

/** The transformer cannot go on; its message says where and how to mend it. Nothing is skipped. */
public final class TransformerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransformerException(String message) {
    super(message);
  }

  public TransformerException(String message, Throwable cause) {
    super(message, cause);
  }
}
