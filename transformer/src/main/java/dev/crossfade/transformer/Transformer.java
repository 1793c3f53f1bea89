package dev.crossfade.transformer;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.mapping.execution.StatementFunctions;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service between old and new topics: one instance, which shares the partitions of the current
 * generation with all others of the same migration.
 *
 * <p>Every row goes through exactly once, whatever is killed when.
 */
public final class Transformer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Transformer.class);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

  /** About 50 ms of work. */
  private static final int SLICE_MESSAGES = 10_000;

  private final MigrationPlan plan;
  private final KafkaStreams streams;
  private final StoreMemory memory;
  private final ControlTopic control;
  private final Status status;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final StatusReporter reporter;

  private Transformer(
      TransformerSettings settings,
      MigrationPlan plan,
      FunctionSource functions,
      ControlTopic control,
      int replication) {
    this.plan = plan;
    this.control = control;
    Sources sources = Sources.of(plan, functions.of(plan));
    this.memory = new StoreMemory(settings.storeBytesMax(), plan.partitions());
    Progress progress = new Progress();
    this.status = new Status(settings.instance(), plan, sources, progress);
    this.streams =
        new KafkaStreams(
            TransformerTopology.of(
                plan, functions, progress, settings.kafka().rowBytesMax(), SLICE_MESSAGES),
            StreamsProperties.of(settings, plan, replication, memory),
            new TransformerClients(
                TransformerTopology.stepTopics(plan, sources), plan.partitions()));
    streams.setUncaughtExceptionHandler(this::afterFailure);
    streams.setStateListener((now, before) -> stateChanged(now));
    streams.start();
    this.reporter = new StatusReporter(control, this::status);
  }

  /**
   * Starts an instance on the current generation, with the statements of its plan, and returns at
   * once.
   *
   * @throws TransformerException if nothing is prepared, or the generation began with another plan
   * @throws dev.crossfade.control.KafkaForgotException if Kafka has lost topics or offsets
   * @throws dev.crossfade.control.ControlException if Kafka cannot be asked
   */
  public static Transformer start(TransformerSettings settings) {
    return start(settings, StatementFunctions::of);
  }

  static Transformer start(TransformerSettings settings, FunctionSource functions) {
    ControlTopic control =
        ControlTopic.committed(settings.kafka(), new TopicNames(settings.migration()));
    try (Admin admin = Admin.create(settings.kafka().admin())) {
      MigrationPlan plan =
          control
              .currentPlan()
              .orElseThrow(
                  () ->
                      new TransformerException(
                          settings.migration() + " is not prepared: run crossfade prepare"));
      Sources sources = Sources.of(plan, functions.of(plan));
      List<String> inputs = TransformerTopology.inputs(plan, sources);
      new StartingPoint(admin, control, plan, inputs).ensure();
      return new Transformer(settings, plan, functions, control, replication(admin, inputs));
    } catch (RuntimeException e) {
      control.close();
      throw e;
    }
  }

  private static int replication(Admin admin, List<String> topics) {
    try {
      return admin.describeTopics(topics.subList(0, 1)).allTopicNames().get().values().stream()
          .findFirst()
          .map(topic -> topic.partitions().get(0).replicas().size())
          .orElse(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransformerException("interrupted while starting", e);
    } catch (ExecutionException e) {
      throw new TransformerException("cannot ask Kafka for its replicas: " + e.getCause(), e);
    }
  }

  /** What the instance says of itself now. */
  public StatusReport status() {
    boolean failed = stopped.isCompletedExceptionally();
    StatusReport.State state =
        failed
            ? StatusReport.State.FAILED
            : switch (streams.state()) {
              case CREATED, REBALANCING -> StatusReport.State.STARTING;
              case RUNNING -> StatusReport.State.STREAMING;
              case PENDING_SHUTDOWN, NOT_RUNNING -> StatusReport.State.STOPPED;
              case PENDING_ERROR, ERROR -> StatusReport.State.FAILED;
            };
    List<String> reasons = failed ? List.of(failureMessage()) : List.of();
    return status.at(System.currentTimeMillis(), state, reasons, ConsumerLag.of(streams.metrics()));
  }

  /** Completes when the instance has been closed; exceptionally if it stopped of itself. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  public int generation() {
    return plan.generation();
  }

  private String failureMessage() {
    return stopped.handle((none, failure) -> String.valueOf(failure.getMessage())).join();
  }

  private StreamThreadExceptionResponse afterFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransformerException) {
        stop(cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (cause instanceof RetriableException) {
        LOG.warn("a transformer thread begins anew: {}", cause.toString());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    stop(failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void stop(Throwable failure) {
    if (stopped.completeExceptionally(failure)) {
      LOG.error("the transformer stops: {}", failure.getMessage(), failure);
    }
  }

  private void stateChanged(KafkaStreams.State now) {
    LOG.info("transformer of {} generation {}: {}", plan.migration(), plan.generation(), now);
    if (now == KafkaStreams.State.ERROR) {
      stop(new TransformerException("Kafka Streams has stopped; see the log"));
    }
  }

  /** Commits what is in flight, hands its partitions to the other instances and stops. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_MAX)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    stopped.complete(null);
    reporter.close();
    control.close();
    memory.close();
  }
}
