package dev.crossfade.operator.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.extractor.oldside.OldSideException;
import dev.crossfade.extractor.oldside.OldSideRefusedException;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.loader.StaleLoaderException;
import dev.crossfade.operator.failure.ExitCode;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final RestartPolicy policy = new RestartPolicy();

  @Test
  void whatPassesIsTriedAgainLaterEachTimeAndGivenUpInTheEnd() {
    Throwable failure = new OldSideException("cannot ask", new SQLException("gone", "08006"));

    assertThat(policy.afterFailure(failure, 0)).contains(Duration.ofMillis(500));
    assertThat(policy.afterFailure(failure, 1)).contains(Duration.ofSeconds(1));
    assertThat(policy.afterFailure(failure, 2)).contains(Duration.ofSeconds(2));
    assertThat(policy.afterFailure(failure, 3)).contains(Duration.ofSeconds(4));
    assertThat(policy.afterFailure(failure, 4)).contains(Duration.ofSeconds(8));
    assertThat(policy.afterFailure(failure, 5)).contains(Duration.ofSeconds(15));
    assertThat(policy.afterFailure(failure, 6)).isEmpty();
  }

  @Test
  void failuresOfLongAgoAreForgotten() {
    Throwable failure = new TimeoutException("no broker");
    for (int hour = 0; hour < 20; hour++) {
      assertThat(policy.afterFailure(failure, hour * 60 * MINUTE)).contains(Duration.ofMillis(500));
    }
  }

  @Test
  void whatNeedsAPersonEndsItAtOnce() {
    assertThat(policy.afterFailure(new OldSideRefusedException("slot dropped"), 0)).isEmpty();
    assertThat(policy.afterFailure(new KafkaForgotException("topic made again"), 0)).isEmpty();
    assertThat(policy.afterFailure(new LoaderException("disk full"), 0)).isEmpty();
    assertThat(policy.afterFailure(new NullPointerException(), 0)).isEmpty();
  }

  @Test
  void aLoaderThatLostItsGenerationBeginsAnew() {
    assertThat(policy.afterFailure(new StaleLoaderException("generation 2"), 0)).isPresent();
  }

  @Test
  void aLoaderWhoseDatabaseIsGoneIsTriedAgainAndEndsAsUnreachable() {
    Throwable failure = new LoaderException("cannot", new SQLException("gone", "57P01"));

    assertThat(policy.afterFailure(failure, 0)).isPresent();
    assertThat(RestartPolicy.verdict(ServiceKind.LOADER, failure).code())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void whatIsSaidInTheEndNamesTheServiceAndItsReason() {
    assertThat(
            RestartPolicy.verdict(
                ServiceKind.EXTRACTOR, new OldSideRefusedException("slot x was dropped")))
        .hasMessage("the extractor stops: slot x was dropped")
        .satisfies(verdict -> assertThat(verdict.code()).isEqualTo(ExitCode.NO));
    assertThatThrownBy(() -> RestartPolicy.verdict(ServiceKind.LOADER, new NullPointerException()))
        .isInstanceOf(ServiceBrokeException.class);
  }
}
