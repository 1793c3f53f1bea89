package dev.crossfade.operator.services;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.planning.PlanSource;
import dev.crossfade.operator.process.Interruption;
import dev.crossfade.schemas.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services in one process: all of them for {@code run}, one for the other verbs. */
public final class ServiceGroup {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final MigrationConfig config;
  private final KafkaAccess kafka;
  private final List<ServiceKind> kinds;

  public ServiceGroup(MigrationConfig config, KafkaAccess kafka, List<ServiceKind> kinds) {
    this.config = config;
    this.kafka = kafka;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * Runs until it is interrupted, or a service is given up, or there is nothing more to do. All
   * services have stopped when it returns or throws.
   *
   * @throws OperatorFailure if nothing is prepared, the mapping was edited since, or a service is
   *     given up
   */
  public ExitCode run(Interruption interruption) throws InterruptedException {
    List<InstanceSlot> slots = new ArrayList<>();
    mustBePrepared();
    try (ControlTopic control =
        ControlTopic.latest(kafka.connection(), new TopicNames(config.name()))) {
      new PlanSource(config).mustBeTheOneOf(control);
      List<Supervised> services = new ArrayList<>();
      for (ServiceKind kind : kinds) {
        InstanceSlot slot = InstanceSlot.take(config.state(), kind);
        slots.add(slot);
        services.add(new Supervised(new Launch(config, kafka.connection(), kind, slot)));
      }
      services.forEach(Supervised::start);
      Optional<ArchivePhase> archive = ArchivePhase.of(config, kafka.connection());
      try (IndexPhase phase = new IndexPhase(config, kafka.connection())) {
        if (kinds.contains(ServiceKind.LOADER)) {
          phase.start();
          archive.ifPresent(ArchivePhase::start);
        }
        return watch(services, control, interruption);
      } finally {
        archive.ifPresent(ArchivePhase::close);
        stop(services);
      }
    } finally {
      slots.forEach(InstanceSlot::close);
    }
  }

  private ExitCode watch(List<Supervised> services, ControlTopic control, Interruption interruption)
      throws InterruptedException {
    while (!interruption.await(LOOK_EVERY)) {
      Optional<OperatorFailure> loss = kafka.loss();
      if (loss.isPresent()) {
        throw loss.get();
      }
      boolean allEnded = true;
      for (Supervised service : services) {
        allEnded &= hasEnded(service.ended());
      }
      if (allEnded) {
        return ExitCode.YES;
      }
      follow(services, control);
    }
    return ExitCode.INTERRUPTED;
  }

  private static boolean hasEnded(CompletableFuture<Void> ended) {
    try {
      return ended.isDone() && ended.thenApply(none -> true).join();
    } catch (CompletionException givenUp) {
      throw givenUp.getCause() instanceof RuntimeException why ? why : givenUp;
    }
  }

  private static void follow(List<Supervised> services, ControlTopic control) {
    try {
      control
          .generation()
          .ifPresent(current -> services.forEach(service -> service.follow(current)));
    } catch (ControlException noAnswer) {
      LOG.debug("cannot ask for the current generation; the next look may", noAnswer);
    }
  }

  /** All at once: each may take a while to commit what is under way. */
  private static void stop(List<Supervised> services) throws InterruptedException {
    List<Thread> stops = new ArrayList<>();
    for (Supervised service : services) {
      Thread stop = new Thread(() -> stop(service), "stop service");
      stop.start();
      stops.add(stop);
    }
    for (Thread stop : stops) {
      stop.join();
    }
  }

  private static void stop(Supervised service) {
    try {
      service.stop();
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }

  private void mustBePrepared() {
    kafka.mustHaveTopic(
        new TopicNames(config.name()).control(),
        "the migration " + config.name() + " is not prepared",
        "run crossfade prepare " + config.folder().getFileName());
  }
}
