package dev.crossfade.extractor.topics;

/** Kafka did not take a batch; nothing of it counts: retry from the last committed position. */
public final class KafkaUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KafkaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
