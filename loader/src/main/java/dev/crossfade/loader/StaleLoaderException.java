package dev.crossfade.loader;

/**
 * The new database stands elsewhere than this loader: another one has gone on, or the generation is
 * closed. Nothing of the batch is written.
 */
public final class StaleLoaderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleLoaderException(String message) {
    super(message);
  }
}
