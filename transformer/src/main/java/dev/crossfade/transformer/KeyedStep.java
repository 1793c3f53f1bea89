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

  /** Whether anything was put off. */
  boolean hasPutOff();

  /** Goes on with what was put off; called every tenth of a second while there is any. */
  void goOn();

  /** Sends what a heartbeat must not pass; false while something waits that it must not pass. */
  boolean beforeHeartbeat();

  /**
   * Sends what a marker must not pass that somebody has asked for, or goes on with it.
   *
   * @param from how far an earlier call came for this marker; null if it is new
   * @return how far this call came; null if the marker may pass
   */
  byte @Nullable [] beforeMarker(byte @Nullable [] from);
}
