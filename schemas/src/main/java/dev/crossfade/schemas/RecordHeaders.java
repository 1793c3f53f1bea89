package dev.crossfade.schemas;

/**
 * Names of the Kafka record headers Crossfade sets. A record's own timestamp is its old commit time
 * in milliseconds.
 */
public final class RecordHeaders {

  /**
   * On what the transformer makes of snapshot rows, in new topics; its value is empty. It is the
   * only header there is. Old topics have none: their records say it themselves.
   */
  public static final String SNAPSHOT = "crossfade.snapshot";

  private RecordHeaders() {}
}
