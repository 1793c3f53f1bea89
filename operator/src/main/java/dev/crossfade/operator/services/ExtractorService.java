package dev.crossfade.operator.services;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.extractor.Extractor;
import dev.crossfade.extractor.ExtractorSettings;
import dev.crossfade.extractor.WalBudget;
import dev.crossfade.extractor.snapshot.SnapshotLimits;
import dev.crossfade.operator.config.Limits;
import dev.crossfade.operator.config.MigrationConfig;

/** The extractor with the limits of migration.yaml. */
final class ExtractorService implements Service {

  private final Extractor extractor;

  ExtractorService(MigrationConfig config, KafkaConnection kafka, String instance) {
    Limits limits = config.limits();
    SnapshotLimits standard = SnapshotLimits.defaults();
    this.extractor =
        new Extractor(
            ExtractorSettings.of(config.name(), config.oldSide().url(), kafka)
                .withInstance(instance)
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
                            : WalBudget.OverBudget.ASK)));
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
