package dev.crossfade.operator.demo;

/** A person stopped the demonstration. */
final class DemoInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoInterruptedException() {
    super("interrupted");
  }
}
