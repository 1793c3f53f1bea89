package dev.crossfade.extractor;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.snapshot.SnapshotLimits;
import dev.crossfade.extractor.stream.StreamLimits;
import java.time.Duration;

/**
 * What an {@link Extractor} needs to know; everything else stands in the control topic.
 *
 * @param migration the migration's name
 * @param old the old database, as a role that may replicate and read the planned tables
 * @param instance names this process in status reports
 * @param heartbeatEvery how often a marker is sent through the old log
 * @param retryMax longest it tries again without getting any further, before it gives up
 * @param feed keeps the old database up to date where no application writes it
 */
public record ExtractorSettings(
    String migration,
    PostgresUrl old,
    KafkaConnection kafka,
    String instance,
    SnapshotLimits snapshot,
    StreamLimits stream,
    WalBudget walBudget,
    Duration heartbeatEvery,
    Duration retryMax,
    OldFeed feed) {

  /** The defaults for everything that has one. */
  public static ExtractorSettings of(String migration, PostgresUrl old, KafkaConnection kafka) {
    return new ExtractorSettings(
        migration,
        old,
        kafka,
        "extractor",
        SnapshotLimits.defaults(),
        StreamLimits.defaults(),
        WalBudget.defaults(),
        Duration.ofMillis(500),
        Duration.ofMinutes(10),
        OldFeed.NONE);
  }

  public ExtractorSettings withSnapshot(SnapshotLimits limits) {
    return new ExtractorSettings(
        migration, old, kafka, instance, limits, stream, walBudget, heartbeatEvery, retryMax, feed);
  }

  public ExtractorSettings withStream(StreamLimits limits) {
    return new ExtractorSettings(
        migration,
        old,
        kafka,
        instance,
        snapshot,
        limits,
        walBudget,
        heartbeatEvery,
        retryMax,
        feed);
  }

  public ExtractorSettings withWalBudget(WalBudget budget) {
    return new ExtractorSettings(
        migration, old, kafka, instance, snapshot, stream, budget, heartbeatEvery, retryMax, feed);
  }

  public ExtractorSettings withInstance(String name) {
    return new ExtractorSettings(
        migration, old, kafka, name, snapshot, stream, walBudget, heartbeatEvery, retryMax, feed);
  }

  public ExtractorSettings withRetryMax(Duration longest) {
    return new ExtractorSettings(
        migration,
        old,
        kafka,
        instance,
        snapshot,
        stream,
        walBudget,
        heartbeatEvery,
        longest,
        feed);
  }

  public ExtractorSettings withFeed(OldFeed source) {
    return new ExtractorSettings(
        migration,
        old,
        kafka,
        instance,
        snapshot,
        stream,
        walBudget,
        heartbeatEvery,
        retryMax,
        source);
  }
}
