package dev.crossfade.control;

/** The control topic cannot be read or written: retry if its cause is retriable, else stop. */
public final class ControlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ControlException(String message) {
    super(message);
  }

  public ControlException(String message, Throwable cause) {
    super(message, cause);
  }
}
