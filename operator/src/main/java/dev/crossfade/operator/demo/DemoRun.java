package dev.crossfade.operator.demo;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.drain.Drain;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.preparation.MigrationCheck;
import dev.crossfade.operator.preparation.Preparation;
import dev.crossfade.operator.process.Interruption;
import dev.crossfade.operator.services.ServiceGroup;
import dev.crossfade.operator.services.ServiceKind;
import dev.crossfade.operator.status.MigrationStatus;
import dev.crossfade.operator.status.StatusReader;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.verification.FolderChecks;
import dev.crossfade.operator.verification.Verification;
import dev.crossfade.operator.verification.VerificationRun;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.verifier.VerifierSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.postgresql.ds.PGSimpleDataSource;

/** The whole migration of one system, start to finish, while its application goes on writing. */
final class DemoRun {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(3);

  private final DemoSystem system;
  private final OldAccess oldSide;
  private final MigrationConfig config;
  private final DemoOptions options;
  private final Screen screen;
  private final Interruption interruption;

  DemoRun(
      DemoSystem system,
      OldAccess oldSide,
      DemoOptions options,
      Screen screen,
      Interruption interruption) {
    this.system = system;
    this.oldSide = oldSide;
    this.config = oldSide.config();
    this.options = options;
    this.screen = screen;
    this.interruption = interruption;
  }

  /**
   * Fills the old database, migrates it live, verifies.
   *
   * @throws OperatorFailure if a step cannot be done
   * @throws DemoInterruptedException after Ctrl-C
   */
  DemoReport run() throws SQLException, InterruptedException {
    long rows = fill();
    MigrationCheck.Result check = MigrationCheck.run(config);
    check.problems().forEach(p -> ProblemText.lines(screen, p).forEach(screen::remark));
    if (!check.isInOrder()) {
      throw OperatorFailure.refused(
          "the mapping of " + system.name() + " is not in order", "mend what is listed above");
    }
    try (KafkaAccess kafka = KafkaAccess.open(config, "demo", true)) {
      MigrationPlan plan = new Preparation(config, kafka, screen::remark).run(check);
      return migrate(kafka, plan, rows);
    }
  }

  private long fill() throws SQLException {
    screen.remark("filling the old database ...");
    try (Connection old = config.oldSide().url().connect()) {
      system.createOldSchema(old);
      double scale = options.rows > 0 ? system.scaleFor(options.rows) : 1.0;
      GeneratedData data = system.generate(old, options.seed, scale);
      oldSide.refresh();
      screen.remark(
          String.format(
              "filled: %,d rows, %,d of them spoilt",
              data.rows(), system.expectedDeadLetters(old).size()));
      return data.rows();
    }
  }

  private DemoReport migrate(KafkaAccess kafka, MigrationPlan plan, long rows)
      throws SQLException, InterruptedException {
    Interruption stopServices = new Interruption();
    CompletableFuture<Void> services = startServices(kafka, stopServices);
    try (LiveWorkload workload = system.workload(oldDatabase(), options.seed, options.rate);
        ControlTopic control =
            ControlTopic.latest(kafka.connection(), new TopicNames(config.name()));
        DemoProgress progress = new DemoProgress(screen, rows)) {
      StatusReader status = new StatusReader(config, control);
      long began = System.nanoTime();
      workload.start();
      Duration snapshotTook = awaitSnapshot(services, status, progress, began);
      awaitStream(services, status, progress, workload);
      workload.stop();
      Duration workloadTook = Duration.ofNanos(System.nanoTime() - began);
      progress.endBar();
      screen.remark("the application stopped writing; draining, then verifying ...");
      oldSide.refresh();
      Drain drain = new Drain(config.oldSide().url(), config.newSide().database(), plan);
      drain.require(DRAIN_MAX);
      StatusReport loader = loader(control);
      Verification verification =
          new VerificationRun(config, plan, drain)
              .run(VerifierSettings.standard(), FolderChecks.require(config, screen));
      return new DemoReport(
          verification,
          compareDeadLetters(),
          rows,
          snapshotTook,
          workload.totals(),
          workloadTook,
          loader.figures().getOrDefault("p50Millis", Double.NaN),
          loader.figures().getOrDefault("p99Millis", Double.NaN));
    } finally {
      stopServices.request();
      services.handle((done, failure) -> true).join();
    }
  }

  /** The demonstration's own server asks for no password. */
  private PGSimpleDataSource oldDatabase() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(config.oldSide().url().jdbcUrl());
    source.setUser(config.oldSide().url().user());
    return source;
  }

  private CompletableFuture<Void> startServices(KafkaAccess kafka, Interruption stop) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                new ServiceGroup(config, kafka, List.of(ServiceKind.values())).run(stop);
                ended.complete(null);
              } catch (InterruptedException | RuntimeException failure) {
                ended.completeExceptionally(failure);
              }
            },
            "demo services");
    thread.start();
    return ended;
  }

  private Duration awaitSnapshot(
      CompletableFuture<Void> services, StatusReader status, DemoProgress progress, long began)
      throws InterruptedException {
    while (true) {
      look(services);
      MigrationStatus now = status.read();
      if (!now.tables().isEmpty() && now.tables().stream().allMatch(t -> t.snapshot().done())) {
        return Duration.ofNanos(System.nanoTime() - began);
      }
      progress.snapshot(now);
    }
  }

  private void awaitStream(
      CompletableFuture<Void> services,
      StatusReader status,
      DemoProgress progress,
      LiveWorkload workload)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(options.seconds).toNanos();
    while (System.nanoTime() < end && workload.working()) {
      look(services);
      progress.stream(status.read(), workload.totals());
    }
  }

  /** Waits a moment, and notices Ctrl-C and services that gave up. */
  private void look(CompletableFuture<Void> services) throws InterruptedException {
    if (interruption.await(LOOK_EVERY)) {
      throw new DemoInterruptedException();
    }
    if (services.isDone()) {
      try {
        services.join();
      } catch (CompletionException failure) {
        throw failure.getCause() instanceof RuntimeException why ? why : failure;
      }
      throw OperatorFailure.refused("the services stopped by themselves", "see " + config.logs());
    }
  }

  private DeadLetterComparison compareDeadLetters() throws SQLException {
    try (Connection old = config.oldSide().url().connect()) {
      return DeadLetterComparison.of(
          config.newSide().database().deadLetters(), system.expectedDeadLetters(old));
    }
  }

  private static StatusReport loader(ControlTopic control) {
    return control.readAll("status/loader/", StatusReport.class).values().stream()
        .findFirst()
        .orElseThrow(() -> OperatorFailure.refused("the loader said nothing", "see the logs"));
  }
}
