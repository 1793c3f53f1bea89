package dev.crossfade.verifier;

/**
 * The verification could not be carried out; it says nothing about the rows. Retry after the mend
 * in its message.
 */
public final class VerificationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VerificationException(String message) {
    super(message);
  }

  public VerificationException(String message, Throwable cause) {
    super(message, cause);
  }
}
