package dev.crossfade.operator.services;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.extractor.Extractor;
import dev.crossfade.extractor.ExtractorSettings;
import dev.crossfade.extractor.FileFeed;
import dev.crossfade.extractor.OldFeed;
import dev.crossfade.extractor.WalBudget;
import dev.crossfade.extractor.snapshot.SnapshotLimits;
import dev.crossfade.extractor.topics.Claim;
import dev.crossfade.operator.config.Limits;
import dev.crossfade.operator.config.MigrationConfig;
import java.time.Duration;

/** The extractor with the limits of migration.yaml. */
final class ExtractorService implements Service {

  /** How often a file is looked at. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Extractor extractor;

  /** {@code claim}: the same for every start in this process. */
  ExtractorService(MigrationConfig config, KafkaConnection kafka, Claim claim) {
    Limits limits = config.limits();
    SnapshotLimits standard = SnapshotLimits.defaults();
    this.extractor =
        new Extractor(
            ExtractorSettings.of(config.name(), config.oldSide().url(), kafka)
                .withFeed(feed(config))
                .withInstance(claim.instance())
                .withSnapshot(
                    new SnapshotLimits(
                        standard.readers(),
                        standard.chunkRows(),
                        limits.snapshotRowsPerSecond(),
                        limits.snapshotAgeMax()))
                .withWalBudget(
                    new WalBudget(
                        limits.walRetainedMaxBytes(),
                        limits.walOverBudget() == Limits.WalOverBudget.DROP
                            ? WalBudget.OverBudget.DROP
                            : WalBudget.OverBudget.ASK)),
            claim);
  }

  /** A file is looked at again and again; a database is written by its application. */
  private static OldFeed feed(MigrationConfig config) {
    return config
        .oldSide()
        .file()
        .map(file -> (OldFeed) new FileFeed(file.stage(), LOOK_EVERY))
        .orElse(OldFeed.NONE);
  }

  @Override
  public void run() {
    extractor.run();
  }

  @Override
  public void stop() {
    extractor.close();
  }

  @Override
  public int generation() {
    return extractor.status().generation();
  }
}
