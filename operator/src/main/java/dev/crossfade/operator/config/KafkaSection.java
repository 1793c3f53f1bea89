package dev.crossfade.operator.config;

import java.util.Map;

/**
 * The {@code kafka} section.
 *
 * @param bootstrap {@code embedded}, or {@code host:port,…}
 * @param partitions of every topic of rows; fixed once the migration is prepared
 * @param replication of every topic
 * @param properties passed through to every client
 */
public record KafkaSection(
    String bootstrap, int partitions, int replication, Map<String, String> properties) {

  /** The word that stands for a broker inside our own process. */
  public static final String EMBEDDED = "embedded";

  /** What is true without a {@code kafka} section. */
  public static final KafkaSection DEFAULT = new KafkaSection(EMBEDDED, 4, 1, Map.of());

  public KafkaSection {
    properties = Map.copyOf(properties);
  }

  public boolean isEmbedded() {
    return bootstrap.equals(EMBEDDED);
  }
}
