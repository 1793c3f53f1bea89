package dev.crossfade.operator.services;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.operator.archive.NewArchive;
import dev.crossfade.operator.config.HeldFile;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.drain.Drain;
import dev.crossfade.operator.failure.Diagnosis;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the archive anew when rows have changed and everything before is in: runs beside a loader
 * whose new side is a file.
 *
 * <p>A process that dies on the way leaves the former file; the next start writes it.
 */
final class ArchivePhase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ArchivePhase.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);
  private static final int LOOKS_MAX = 30;

  private static final String CHANGES =
      "SELECT pg_catalog.sum(n_tup_ins + n_tup_upd + n_tup_del)::text FROM pg_catalog.pg_stat_user_tables"
          + " WHERE schemaname = ?";

  private final MigrationConfig config;
  private final HeldFile file;
  private final KafkaConnection kafka;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::lookUntilStopped, "archive");

  private ArchivePhase(MigrationConfig config, HeldFile file, KafkaConnection kafka) {
    this.config = config;
    this.file = file;
    this.kafka = kafka;
    thread.setDaemon(true);
  }

  /** Empty where the new side is no file. */
  static Optional<ArchivePhase> of(MigrationConfig config, KafkaConnection kafka) {
    return config.newSide().heldFile().map(file -> new ArchivePhase(config, file, kafka));
  }

  void start() {
    thread.start();
  }

  private void lookUntilStopped() {
    try (ControlTopic control = ControlTopic.latest(kafka, new TopicNames(config.name()))) {
      String written = "";
      String last = "";
      int looks = 0;
      while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          String now = changes();
          boolean quiet = now.equals(last);
          last = now;
          looks = now.equals(written) ? 0 : looks + 1;
          if (looks > 0 && (quiet || looks > LOOKS_MAX) && write(control)) {
            written = now;
            looks = 0;
          }
        } catch (SQLException | RuntimeException failure) {
          LOG.warn("the archive is not written: {}", told(failure));
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** With the mend, where there is one. */
  private static String told(Exception failure) {
    return Diagnosis.of(failure)
        .map(known -> known.getMessage() + "; " + known.hint())
        .orElse(String.valueOf(failure.getMessage()));
  }

  private boolean write(ControlTopic control) throws SQLException, InterruptedException {
    Optional<MigrationPlan> plan = control.currentPlan();
    if (plan.isEmpty()) {
      return false;
    }
    Drain drain = new Drain(config.oldSide().url(), config.newSide().database(), plan.get());
    if (!drain.await(Marker.Kind.DRAIN, DRAIN_MAX).isDrained()) {
      return false;
    }
    NewArchive.Written done = file.writer().write();
    LOG.info(
        "wrote {}: {} rows of {} tables, {} bytes",
        config.newSide().shown(),
        done.rows(),
        done.tables(),
        done.bytes());
    return true;
  }

  /** Another text whenever rows of the new tables were written. */
  private String changes() throws SQLException {
    try (Connection connection = config.newSide().url().connect();
        PreparedStatement sql = connection.prepareStatement(CHANGES)) {
      sql.setString(1, config.newSide().schema());
      try (ResultSet found = sql.executeQuery()) {
        found.next();
        return String.valueOf(found.getString(1));
      }
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    thread.interrupt();
    try {
      thread.join(LOOK_EVERY.toMillis() * 3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
