package dev.crossfade.operator.services;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.StatusReport;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TopicNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the secondary indexes back once the snapshot is loaded. It runs beside every loader; of
 * several, the first does it and the others find it done.
 *
 * <p>A table's snapshot is loaded when the loader has had a marker from everywhere: the extractor
 * sends markers only after the last row of the snapshot.
 */
final class IndexPhase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexPhase.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final MigrationConfig config;
  private final KafkaConnection kafka;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::lookUntilStopped, "indexes");

  IndexPhase(MigrationConfig config, KafkaConnection kafka) {
    this.config = config;
    this.kafka = kafka;
    thread.setDaemon(true); // building an index is the server's work and may take hours
  }

  void start() {
    thread.start();
  }

  private void lookUntilStopped() {
    try (ControlTopic control = ControlTopic.latest(kafka, new TopicNames(config.name()))) {
      int done = 0;
      while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        Optional<MigrationPlan> loaded = loadedPlan(control);
        if (loaded.isPresent() && loaded.get().generation() != done && putBack(loaded.get())) {
          done = loaded.get().generation();
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.warn("indexes are not put back by this process: {}", failure.getMessage());
    }
  }

  /** The plan of the current generation if its snapshot is loaded. */
  private static Optional<MigrationPlan> loadedPlan(ControlTopic control) {
    try {
      Collection<StatusReport> reports =
          control.readAll("status/loader/", StatusReport.class).values();
      return control.currentPlan().filter(plan -> isLoaded(plan, reports));
    } catch (ControlException noAnswer) {
      LOG.debug("cannot see how far the snapshot is; the next look may", noAnswer);
      return Optional.empty();
    }
  }

  private static boolean isLoaded(MigrationPlan plan, Collection<StatusReport> reports) {
    return reports.stream()
        .filter(report -> report.generation() == plan.generation())
        .anyMatch(
            report ->
                plan.newTables().stream()
                    .map(NewTable::id)
                    .map(id -> report.tables().get(id.quoted()))
                    .allMatch(table -> table != null && table.lagSeconds() != null));
  }

  private boolean putBack(MigrationPlan plan) {
    NewDatabase database = config.newSide().database();
    try {
      if (!database.indexesAreBack()) {
        LOG.info("the snapshot is loaded; building the secondary indexes");
        database.restoreIndexes(plan);
        LOG.info("the secondary indexes are back");
      }
      return true;
    } catch (SQLException failure) {
      LOG.warn("the secondary indexes are not back yet: {}", failure.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join(LOOK_EVERY.toMillis() * 3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
