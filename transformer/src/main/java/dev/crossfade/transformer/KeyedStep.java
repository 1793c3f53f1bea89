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

  /** How many rows were looked at so far, of those that the messages taken in meet. */
  long lookedAt();

  /** Whether anything was put off. */
  boolean hasPutOff();

  /** Goes on with what was put off; called every tenth of a second while there is any. */
  void goOn();

  /** Whether some of it is overdue: then {@link #goOn} is called sooner. */
  boolean isBehind();

  /**
   * Lets a heartbeat pass once what it must not pass was sent: now, later, or not at all if that
   * can take long.
   */
  void beforeHeartbeat(Runnable pass);

  /**
   * Sends what a marker must not pass that somebody has asked for, or goes on with it.
   *
   * @param from how far an earlier call came for this marker; null if it is new
   * @return how far this call came; null if the marker may pass
   */
  byte @Nullable [] beforeMarker(byte @Nullable [] from);
}
