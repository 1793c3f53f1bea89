package dev.crossfade.extractor.oldside;

/**
 * The old log holds a change that cannot be carried: nothing before it is lost, nothing after it is
 * read, until a person decides. The message says what happened and what can be done.
 */
public final class HeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HeldException(String message) {
    super(message);
  }
}
