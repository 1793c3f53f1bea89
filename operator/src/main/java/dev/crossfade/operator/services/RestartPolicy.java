package dev.crossfade.operator.services;

import dev.crossfade.control.ControlException;
import dev.crossfade.extractor.oldside.OldSideException;
import dev.crossfade.extractor.topics.KafkaUnavailableException;
import dev.crossfade.loader.StaleLoaderException;
import dev.crossfade.operator.failure.Diagnosis;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whether a service that failed is started again: after failures of the network and the servers, a
 * few times in ten minutes (each service has tried for itself before), later each time. What needs
 * a person ends it at once.
 */
final class RestartPolicy {

  private static final int RESTARTS_MAX = 6;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);

  private static final List<Class<? extends Throwable>> PASSING =
      List.of(
          StaleLoaderException.class,
          OldSideException.class,
          KafkaUnavailableException.class,
          ControlException.class);

  private final Deque<Long> failures = new ArrayDeque<>();

  /**
   * What to do about a failure.
   *
   * @param nowNanos by a clock that never goes back
   * @return how long to wait before the next start; empty to give up
   */
  synchronized Optional<Duration> afterFailure(Throwable failure, long nowNanos) {
    if (!isPassing(failure)) {
      return Optional.empty();
    }
    failures.addLast(nowNanos);
    while (nowNanos - failures.getFirst() > WINDOW.toNanos()) {
      failures.removeFirst();
    }
    if (failures.size() > RESTARTS_MAX) {
      return Optional.empty();
    }
    long millis = FIRST_WAIT.toMillis() << (failures.size() - 1);
    return Optional.of(Duration.ofMillis(Math.min(millis, WAIT_MAX.toMillis())));
  }

  private static boolean isPassing(Throwable failure) {
    Optional<OperatorFailure> known = Diagnosis.of(failure);
    if (known.isPresent()) {
      return known.get().code() == ExitCode.UNREACHABLE;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOneOf(PASSING, cause)) {
        return true;
      }
    }
    return isKafkas(failure);
  }

  /**
   * What a person is told when a service is given up.
   *
   * @throws ServiceBrokeException if nobody foresaw it
   */
  static OperatorFailure verdict(ServiceKind kind, Throwable failure) {
    OperatorFailure known =
        Diagnosis.of(failure).orElseThrow(() -> new ServiceBrokeException(kind, failure));
    String what = "the " + kind.word() + " stops: " + known.getMessage();
    return known.code() == ExitCode.UNREACHABLE
        ? OperatorFailure.unreachable(
            what, known.hint() + "; then start it again, it goes on from where it was", failure)
        : OperatorFailure.refused(what, known.hint()).because(failure);
  }

  /** Kafka's clients throw many kinds when a broker goes; a new client finds the next. */
  private static boolean isKafkas(Throwable failure) {
    return failure instanceof org.apache.kafka.common.KafkaException;
  }

  private static boolean isOneOf(List<Class<? extends Throwable>> kinds, Throwable cause) {
    return kinds.stream().anyMatch(kind -> kind.isInstance(cause));
  }
}
