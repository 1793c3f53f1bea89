package dev.crossfade.schemas;

/**
 * Names of the Kafka record headers Crossfade sets. A record's own timestamp is its old commit time
 * in milliseconds.
 */
public final class RecordHeaders {

  /** On records of snapshot rows, in old and new topics; its value is empty. */
  public static final String SNAPSHOT = "crossfade.snapshot";

  private RecordHeaders() {}
}
