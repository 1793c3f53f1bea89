package dev.crossfade.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.StatusReport;
import dev.crossfade.operator.services.ServiceKind;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.testkit.TestKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class MetricsServerIT {

  @Test
  void theReportsOfThisProcessesServicesAreServedForPrometheus() throws Exception {
    TopicNames names = new TopicNames("metrics");
    KafkaConnection kafka = KafkaConnection.of(TestKafka.bootstrap());
    try (Admin admin = TestKafka.admin()) {
      admin.createTopics(List.of(new NewTopic(names.control(), 1, (short) 1))).all().get();
    }
    try (ControlTopic control = ControlTopic.latest(kafka, names);
        MetricsServer server = new MetricsServer("metrics", kafka, List.of(ServiceKind.LOADER))) {
      control.put(ControlKeys.status("loader", "a"), report("loader"));
      control.put(ControlKeys.status("extractor", "a"), report("extractor"));

      String metrics = get(server.start(0));

      assertThat(metrics)
          .contains("crossfade_up{instance=\"a\",service=\"loader\"} 1.0")
          .contains("crossfade_p99_millis{instance=\"a\",service=\"loader\"} 12.5")
          .containsPattern("crossfade_lag_seconds\\{.*table=.*people.*\\} 0.5")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("service=\"extractor\"");
    }
  }

  private static StatusReport report(String service) {
    return new StatusReport(
        service,
        "a",
        1,
        StatusReport.State.STREAMING,
        System.currentTimeMillis(),
        List.of(),
        Map.of(
            "\"public\".\"people\"", new StatusReport.TableProgress(7, null, 3.0, 0L, 0.5, null)),
        Map.of("p99Millis", 12.5));
  }

  private static String get(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
