package dev.crossfade.transformer;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.StatusReport;
import dev.crossfade.schemas.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatusReporterTest {

  // Red when close reports once more although the last report did not come through: a minute more.
  @Test
  void whoseKafkaIsGoneDoesNotWaitForALastReport() throws InterruptedException {
    CountDownLatch reports = new CountDownLatch(1);
    try (ControlTopic nowhere =
        ControlTopic.latest(KafkaConnection.of("127.0.0.1:1"), new TopicNames("nowhere"))) {
      StatusReporter reporter =
          new StatusReporter(
              nowhere,
              () -> {
                reports.countDown();
                return new StatusReport(
                    "transformer",
                    "one",
                    1,
                    StatusReport.State.STREAMING,
                    0,
                    List.of(),
                    Map.of(),
                    Map.of());
              });
      reports.await();

      assertTimeoutPreemptively(Duration.ofSeconds(25), reporter::close);
    }
  }
}
