package dev.crossfade.transformer;

import dev.crossfade.control.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How one instance of the transformer runs.
 *
 * @param migration the migration's name
 * @param stateDirectory where the stores live; every instance on a machine needs its own
 * @param instance tells the instances of a migration apart
 * @param threads each takes a share of the partitions
 * @param commitInterval longest time from reading a change to its rows being readable
 * @param storeBytesMax memory for all stores of the instance, beside the heap; stores by the
 *     hundred take 256 KiB each
 */
public record TransformerSettings(
    KafkaConnection kafka,
    String migration,
    Path stateDirectory,
    String instance,
    int threads,
    Duration commitInterval,
    long storeBytesMax) {

  public TransformerSettings {
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("transformer threads are 1 to 64, not " + threads);
    }
    if (commitInterval.toMillis() < 1 || commitInterval.toSeconds() > 10) {
      throw new IllegalArgumentException(
          "the transformer's commit interval is 1 ms to 10 s, not " + commitInterval);
    }
  }

  /** A thread per core, 100 ms, 256 MiB. */
  public static TransformerSettings of(
      KafkaConnection kafka, String migration, Path stateDirectory, String instance) {
    return new TransformerSettings(
        kafka,
        migration,
        stateDirectory,
        instance,
        Math.min(64, Runtime.getRuntime().availableProcessors()),
        Duration.ofMillis(100),
        256L << 20);
  }
}
