package dev.crossfade.embedded;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server did not start or did not stop. Its message names the server, the directory and
 * the mend; trying again without it does not help.
 */
public final class EmbeddedServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
