package dev.crossfade.verifier;

import java.time.Duration;

/** Waits until what is committed in the old database by now is applied in the new one. */
@FunctionalInterface
public interface DrainPoint {

  /**
   * Emits a marker on the old side and waits until the loader holds it from everywhere.
   *
   * @return whether it came within {@code max}
   */
  boolean drain(Duration max) throws InterruptedException;
}
