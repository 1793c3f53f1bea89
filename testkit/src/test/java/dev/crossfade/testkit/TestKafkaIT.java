package dev.crossfade.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TestKafkaIT {

  @Test
  void givesEachTestTopicsOfItsOwn() throws Exception {
    String one = TestKafka.createTopic("rows", 1);
    String other = TestKafka.createTopic("rows", 3, Map.of("cleanup.policy", "compact"));

    assertThat(one).isNotEqualTo(other).startsWith("rows.");
    try (Admin admin = TestKafka.admin()) {
      var topics = admin.describeTopics(List.of(one, other)).allTopicNames().get();
      assertThat(topics.get(one).partitions()).hasSize(1);
      assertThat(topics.get(other).partitions()).hasSize(3);
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, other);
      var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      assertThat(settings.get("cleanup.policy").value()).isEqualTo("compact");
    }
  }
}
