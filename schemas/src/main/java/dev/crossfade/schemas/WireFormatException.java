package dev.crossfade.schemas;

/** Bytes in a topic that no version of ours wrote: stop, do not skip. */
public final class WireFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireFormatException(String message) {
    super(message);
  }
}
