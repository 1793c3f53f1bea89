package dev.crossfade.extractor;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.extractor.debezium.LogBrokenException;
import dev.crossfade.extractor.oldside.HeldException;
import dev.crossfade.extractor.oldside.OldSideException;
import dev.crossfade.extractor.stream.CommitObserver;
import dev.crossfade.extractor.topics.Claim;
import dev.crossfade.extractor.topics.KafkaUnavailableException;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a PostgreSQL database into the old topics: every row as of one log position, then every
 * change after it, until it is closed.
 *
 * <p>It can be killed at any instant and started again: it goes on from what Kafka has committed. A
 * second one of the same migration takes over from the first, which ends. A change that it cannot
 * carry holds it: it stays, reads no further and says why in its status.
 */
public final class Extractor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Extractor.class);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(15);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(30);

  private final ExtractorSettings settings;
  private final Claim claim;
  private final TopicNames names;
  private final CommitObserver observer;
  private final StatusBoard board;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread runner;

  /**
   * A new start in a process.
   *
   * @param claim the same for all starts in it
   */
  public Extractor(ExtractorSettings settings, Claim claim) {
    this(settings, claim, (position, whole) -> {});
  }

  /** For tests: as the first start in a process. */
  Extractor(ExtractorSettings settings) {
    this(settings, (position, whole) -> {});
  }

  /** For tests that stop it after a certain commit. */
  Extractor(ExtractorSettings settings, CommitObserver observer) {
    this(settings, new Claim(settings.instance()), observer);
  }

  private Extractor(ExtractorSettings settings, Claim claim, CommitObserver observer) {
    this.settings = settings;
    this.claim = claim;
    this.names = new TopicNames(settings.migration());
    this.observer = observer;
    this.board = new StatusBoard(settings.instance());
  }

  /**
   * Runs until {@link #close} or a failure that trying again does not mend.
   *
   * @throws NotPreparedException fix the configuration, or run prepare
   * @throws dev.crossfade.extractor.oldside.OldSideRefusedException stop: the old database or its
   *     slot is not the one the migration began on
   * @throws dev.crossfade.control.KafkaForgotException stop: Kafka is not the one, either
   * @throws dev.crossfade.extractor.topics.ExtractorFencedException stop: another extractor runs,
   *     or the migration was prepared anew
   * @throws WalOverBudgetException stop: the slot was dropped as configured
   * @throws RuntimeException of retriable kinds ({@link OldSideException}, {@link
   *     LogBrokenException}, {@link KafkaUnavailableException}, {@link ControlException}) if trying
   *     again for {@code retryMax} did not help
   */
  public void run() {
    synchronized (this) {
      runner = Thread.currentThread();
    }
    try {
      runReporting();
    } catch (org.apache.kafka.common.errors.InterruptException interrupted) {
      if (stopping.getCount() > 0) {
        throw interrupted;
      }
      LOG.debug("stopped while starting or ending");
    } finally {
      synchronized (this) {
        runner = null;
        var unused = Thread.interrupted(); // a stop that came while we were ending
      }
      ended.countDown();
    }
  }

  private void runReporting() {
    MigrationPlan plan = plan();
    try (StatusReporter reporter = new StatusReporter(settings, names, board)) {
      reporter.start();
      OldFeed.Running feed = settings.feed().start(board::complain);
      try {
        runUntilStopped(plan);
        board.state(StatusReport.State.STOPPED);
      } catch (RuntimeException | Error failure) {
        board.state(StatusReport.State.FAILED, String.valueOf(failure.getMessage()));
        throw failure;
      } finally {
        feed.close();
      }
    }
  }

  private MigrationPlan plan() {
    try (ControlTopic control = ControlTopic.committed(settings.kafka(), names)) {
      return control
          .currentPlan()
          .orElseThrow(
              () ->
                  new NotPreparedException(
                      "migration " + settings.migration() + " is not prepared: run prepare"));
    }
  }

  private void runUntilStopped(MigrationPlan plan) {
    int failures = 0;
    while (stopping.getCount() > 0) {
      try (ControlTopic control = ControlTopic.committed(settings.kafka(), names)) {
        BooleanSupplier stop = () -> stopping.getCount() == 0;
        new ExtractorRun(settings, plan, control, claim, board, observer, stop).run();
      } catch (HeldException hold) {
        LOG.warn("Holding before a change that cannot be carried: {}", hold.getMessage());
        board.state(StatusReport.State.HELD, String.valueOf(hold.getMessage()));
        awaitStop(Duration.ofDays(10_000));
      } catch (InterruptedException stop) {
        LOG.debug("interrupted");
      } catch (OldSideException
          | LogBrokenException
          | KafkaUnavailableException
          | ControlException
          | KafkaException failure) {
        failures = board.sinceMoved().compareTo(BACKOFF_MAX) < 0 ? 1 : failures + 1;
        retryAfter(failure, failures);
      }
    }
  }

  private void retryAfter(RuntimeException failure, int failures) {
    if (stopping.getCount() == 0) {
      return;
    }
    if (board.sinceMoved().compareTo(settings.retryMax()) > 0) {
      throw failure;
    }
    long millis = Math.min(BACKOFF_MAX.toMillis(), 500L << Math.min(failures - 1, 10));
    LOG.warn("Trying again in {} ms: {}", millis, failure.getMessage());
    board.state(StatusReport.State.STARTING, "trying again: " + failure.getMessage());
    awaitStop(Duration.ofMillis(millis));
  }

  private void awaitStop(Duration longest) {
    try {
      var unused = stopping.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.debug("interrupted while waiting");
    }
  }

  /** Tells {@link #run} to end, and returns at once. */
  public void stop() {
    stopping.countDown();
    synchronized (this) {
      if (runner != null) {
        runner.interrupt();
      }
    }
  }

  /** Ends {@link #run} and waits for it; what is not committed is read again by the next run. */
  @Override
  public void close() {
    boolean running;
    synchronized (this) {
      running = runner != null;
    }
    stop();
    try {
      if (running && !ended.await(CLOSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The extractor did not end within {}", CLOSE_WAIT_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it says of itself now. */
  public StatusReport status() {
    return board.report();
  }
}
