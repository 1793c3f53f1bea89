package dev.crossfade.loader;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loader: new topics of one generation into the new database, each record's effect exactly once
 * however often it is started, killed or doubled.
 *
 * <p>Several instances share the partitions.
 */
public final class Loader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Loader.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private final LoaderSettings settings;
  private final MigrationPlan plan;
  private final Consumer<StatusReport> status;
  private final CountDownLatch ended = new CountDownLatch(1);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

  private volatile boolean closed;

  /** {@code status} is told once a second how far it is, on a thread of its own. */
  public Loader(LoaderSettings settings, MigrationPlan plan, Consumer<StatusReport> status) {
    this.settings = settings;
    this.plan = plan;
    this.status = status;
  }

  /**
   * A loader of the current generation, which reports to the control topic.
   *
   * @throws LoaderException if no generation is prepared
   */
  public static Loader ofCurrentGeneration(
      LoaderSettings settings, TopicNames names, ControlTopic control) {
    MigrationPlan plan =
        control
            .currentPlan()
            .orElseThrow(
                () ->
                    new LoaderException(
                        "the migration " + names.migration() + " is not prepared: run prepare"));
    return new Loader(
        settings,
        plan,
        report -> control.put(ControlKeys.status("loader", settings.instance()), report));
  }

  /**
   * Loads until {@link #close}, or until the new database is opened for the application.
   *
   * @throws LoaderException if it cannot go on, with what to mend
   */
  public void run() {
    LoadFigures figures = new LoadFigures();
    try (Admin admin = Admin.create(settings.kafka().admin())) {
      StartingPoint start = new StartingPoint(plan, admin);
      identify(start);
      run(figures, new Offsets(settings.newDatabase(), plan, start));
    } catch (SQLException e) {
      throw new LoaderException("cannot reach the new database: " + e.getMessage(), e);
    } finally {
      ended.countDown();
    }
  }

  /** Tries again what passes by itself, as the workers do. */
  private void identify(StartingPoint start) throws SQLException {
    long deadline = System.nanoTime() + settings.retryFor().toNanos();
    while (true) {
      try (LoadSession session = settings.newDatabase().session(plan)) {
        start.identify(session.ledger());
        return;
      } catch (SQLException failure) {
        boolean passes = Failure.of(failure).kind() == Failure.Kind.TRANSIENT;
        if (!passes || closed || System.nanoTime() > deadline) {
          throw failure;
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  private void run(LoadFigures figures, Offsets offsets) {
    Wiring wiring = new Wiring();
    Workers workers = new Workers(settings, plan, figures, wiring::lost);
    Lanes lanes = new Lanes(plan, settings, workers::handOut);
    try (Intake intake = new Intake(consumer(), offsets, lanes, settings.retryFor());
        Reporter reporter = new Reporter(settings, plan, figures, status)) {
      wiring.intake = intake;
      workers.start();
      intake.subscribe(Topics.of(plan, plan.topics()));
      reporter.start();
      log.info("loading generation {} of {}", plan.generation(), plan.migration());
      load(workers, intake, lanes, reporter);
      stop(workers);
    } catch (GenerationClosedException e) {
      log.info("{}", e.getMessage());
      stop(workers);
    } catch (RuntimeException e) {
      stop(workers);
      throw e;
    }
  }

  private void load(Workers workers, Intake intake, Lanes lanes, Reporter reporter) {
    try {
      while (!closed) {
        workers.check();
        intake.step();
        lanes.nudge();
        reporter.waiting(intake, lanes);
      }
      reporter.end(StatusReport.State.STOPPED, List.of());
    } catch (GenerationClosedException e) {
      reporter.end(StatusReport.State.STOPPED, List.of(e.getMessage()));
      throw e;
    } catch (RuntimeException e) {
      reporter.end(StatusReport.State.FAILED, List.of(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /** Lets the workers speak to the intake, which is made after them. */
  private static final class Wiring {
    private volatile @org.jspecify.annotations.Nullable Intake intake;

    void lost(Lane lane, Batch batch) {
      lane.lost(batch);
      Intake reader = intake;
      if (reader != null) {
        List<TopicPartition> partitions =
            batch.advances().keySet().stream()
                .map(part -> new TopicPartition(batch.topic(), part))
                .toList();
        reader.lost(partitions);
      }
    }
  }

  private static void stop(Workers workers) {
    try {
      workers.stop(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        settings
            .kafka()
            .consumer(
                Map.of(
                    "group.id",
                    plan.topics().loaderGroup(plan.generation()),
                    "client.id",
                    "crossfade-loader-" + settings.instance(),
                    "partition.assignment.strategy",
                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
                    "session.timeout.ms",
                    10_000,
                    "heartbeat.interval.ms",
                    2_000,
                    "max.poll.records",
                    20_000,
                    "fetch.max.bytes",
                    16 << 20,
                    "max.partition.fetch.bytes",
                    2 << 20)));
  }

  /** Ends {@link #run} after the transactions under way; returns when it has ended. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!ended.await(STOP_MAX.toMillis() + 5_000, TimeUnit.MILLISECONDS)) {
        log.warn("the loader did not end in time; what it had under way is undone or will be done");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
