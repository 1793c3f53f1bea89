package dev.crossfade.control;

/** Kafka is not what it was when the migration was prepared, so rows may be missing there: stop. */
public final class KafkaForgotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KafkaForgotException(String what) {
    super(what + "; rows may be missing there. Start over: crossfade unprepare, then prepare");
  }
}
