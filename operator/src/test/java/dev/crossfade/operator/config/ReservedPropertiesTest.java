package dev.crossfade.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user cannot set for Kafka, and what he can. */
class ReservedPropertiesTest {

  @TempDir Path folder;

  @BeforeEach
  void writeTheRest() throws IOException {
    Files.writeString(folder.resolve("mapping.sql"), "");
    Files.createDirectory(folder.resolve("schema"));
  }

  private List<ConfigProblem> problems(String property) throws IOException {
    Files.writeString(
        folder.resolve("migration.yaml"),
        """
        migration: shop
        old:
          postgres: { url: "postgresql://app@old.example/shop" }
        new:
          postgres: { url: "postgresql://app@new.example/shop" }
        kafka:
          properties:
            security.protocol: SSL
            %s: "s3cret"
        """
            .formatted(property));
    return MigrationFile.read(folder, Map.<String, String>of()::get).problems();
  }

  static List<String> reserved() {
    List<String> names = new ArrayList<>();
    for (String name : ReservedProperties.names()) {
      names.add(name);
      names.add("producer." + name);
      names.add("main.consumer." + name);
    }
    return names;
  }

  // Red for a property that SectionsReader passes through.
  @ParameterizedTest
  @MethodSource("reserved")
  void whatWouldBreakAGuaranteeIsRefusedByName(String property) throws IOException {
    assertThat(problems(property))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.isError()).isTrue();
              assertThat(problem.line()).isEqualTo(9);
              assertThat(problem.message())
                  .startsWith("kafka.properties cannot set " + property + ": ")
                  .doesNotContain("s3cret");
              assertThat(problem.hint()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.truststore.location",
        "sasl.jaas.config",
        "compression.type",
        "producer.compression.type",
        "producer.linger.ms",
        "producer.transaction.timeout.ms",
        "main.consumer.max.poll.interval.ms",
        "num.stream.threads",
        "num.standby.replicas",
        "client.id"
      })
  void theRestIsPassedThrough(String property) throws IOException {
    assertThat(problems(property)).isEmpty();
  }

  // Red for a name that is misspelt, or that Kafka no longer has.
  @Test
  void kafkaKnowsEveryNameThatIsRefused() {
    Set<String> known = new HashSet<>(StreamsConfig.configDef().names());
    known.addAll(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    known.add(StreamsConfig.topicPrefix(TopicConfig.CLEANUP_POLICY_CONFIG));
    known.add(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));

    assertThat(known).containsAll(ReservedProperties.names());
  }
}
