package dev.crossfade.loader;

import org.jspecify.annotations.Nullable;

/** The loader cannot go on; its message says what to mend. Nothing is lost: start it again then. */
public final class LoaderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LoaderException(String message) {
    super(message);
  }

  public LoaderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
