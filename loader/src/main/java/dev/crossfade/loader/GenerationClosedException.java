package dev.crossfade.loader;

/** The new database is open for the application: there is nothing more to load. */
public final class GenerationClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GenerationClosedException(String message) {
    super(message);
  }
}
