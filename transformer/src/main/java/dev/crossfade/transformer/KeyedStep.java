package dev.crossfade.transformer;

import dev.crossfade.schemas.Contribution;
import org.jspecify.annotations.Nullable;

/** What a step does with the rows that meet at its keys. */
interface KeyedStep {

  /**
   * Takes in one message, or goes on with it.
   *
   * @param key where the rows meet
   * @param from how far an earlier call came with this message; null if it is new
   * @return how far this call came; null if the message is done
   */
  byte @Nullable [] take(
      byte[] key, Contribution message, long timestamp, boolean snapshot, byte @Nullable [] from);

  /** Sends all that was put off. */
  void flush();

  /** Whether anything was put off. */
  boolean hasPutOff();
}
