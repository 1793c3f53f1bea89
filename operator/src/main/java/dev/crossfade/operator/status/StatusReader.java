package dev.crossfade.operator.status;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.oldside.Slot;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks everybody who knows something about a migration. */
public final class StatusReader {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);
  private static final String CONNECT_SECONDS = "5";

  private final MigrationConfig config;
  private final ControlTopic control;

  /** Reads through {@code control}, which sees past open transactions. */
  public StatusReader(MigrationConfig config, ControlTopic control) {
    this.config = config;
    this.control = control;
  }

  /**
   * How far it is now. A database that does not answer is a reason, not a failure.
   *
   * @throws OperatorFailure if nothing is prepared
   */
  public MigrationStatus read() {
    MigrationPlan plan =
        control
            .currentPlan()
            .orElseThrow(
                () ->
                    OperatorFailure.refused(
                        "the migration " + config.name() + " is not prepared",
                        "run crossfade prepare " + config.folder().getFileName()));
    Collection<StatusReport> reports = control.readAll("status/", StatusReport.class).values();
    long now = System.currentTimeMillis();
    StatusBuilder builder =
        new StatusBuilder(
            plan,
            Reports.of(reports, "extractor", 0, now),
            Reports.of(reports, "transformer", plan.generation(), now),
            Reports.of(reports, "loader", plan.generation(), now),
            facts(plan));
    return builder
        .build(retainedBytes(plan, reports, now), Instant.ofEpochMilli(now))
        .with(config.order().stages());
  }

  private Optional<NewDatabaseFacts> facts(MigrationPlan plan) {
    if (config.newSide().heldFile().isPresent() && config.newSide().address().isEmpty()) {
      return Optional.empty(); // no server holds its rows now
    }
    try {
      return Optional.of(NewDatabaseFacts.read(config.newSide().database(), plan.generation()));
    } catch (SQLException | LoaderException noAnswer) {
      LOG.debug("the new database does not answer", noAnswer);
      return Optional.empty();
    }
  }

  /** By the extractor, or, where none runs and the log grows, by the old database itself. */
  private @Nullable Long retainedBytes(
      MigrationPlan plan, Collection<StatusReport> reports, long now) {
    Double said = Reports.of(reports, "extractor", 0, now).figure("retainedBytes");
    if (said != null) {
      return said.longValue();
    }
    Optional<PostgresUrl> url = config.oldSide().address();
    if (url.isEmpty()) {
      return null; // a file, and no server holds it now
    }
    try (Connection connection = url.get().with("connectTimeout", CONNECT_SECONDS).connect()) {
      return Slot.read(connection, plan.topics().slot()).map(Slot::retainedBytes).orElse(null);
    } catch (SQLException noAnswer) {
      LOG.debug("the old database does not answer", noAnswer);
      return null;
    }
  }
}
