package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedBrokerIT {

  private static final String TOPIC = "rows";

  @TempDir Path directory;

  @Test
  void keepsClusterTopicsAndRecordsOverARestart() throws Exception {
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory))) {
      clusterId = broker.clusterId();
      createTopic(broker.bootstrapServers());
      produce(broker.bootstrapServers(), new byte[] {1});
    }
    try (EmbeddedBroker again = EmbeddedBroker.start(BrokerOptions.in(directory))) {
      assertThat(again.clusterId()).isEqualTo(clusterId);
      assertThat(clusterIdSeenByClients(again.bootstrapServers())).isEqualTo(clusterId);
      assertThat(consume(again.bootstrapServers(), 1)).containsExactly(new byte[] {1});
    }
  }

  // Red without KilledBroker.forget: the commit is acknowledged, its marker is never written.
  @Test
  void keepsCommittedTransactionsWhenItsProcessIsKilled() throws Exception {
    Process process = ServerProcess.startBroker(directory);
    try {
      String bootstrap = ServerProcess.answerOf(process);
      createTopic(bootstrap);
      produce(bootstrap, new byte[] {1}, new byte[] {2});
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (EmbeddedBroker again = EmbeddedBroker.start(BrokerOptions.in(directory))) {
      assertThat(consume(again.bootstrapServers(), 2))
          .containsExactly(new byte[] {1}, new byte[] {2});
      produce(again.bootstrapServers(), new byte[] {3});
      assertThat(consume(again.bootstrapServers(), 3)).hasSize(3);
    }
  }

  @Test
  void takesARowAsBigAsItWasToldTo() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory))) {
      createTopic(broker.bootstrapServers());
      byte[] row = new byte[32 * 1024 * 1024];

      produce(broker.bootstrapServers(), row);

      assertThat(consume(broker.bootstrapServers(), 1).get(0)).hasSameSizeAs(row);
    }
  }

  @Test
  void refusesADirectoryThatAnotherBrokerUses() {
    try (EmbeddedBroker first = EmbeddedBroker.start(BrokerOptions.in(directory))) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> EmbeddedBroker.start(BrokerOptions.in(directory)))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("another broker");
    }
  }

  @Test
  void saysSoWhenItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerOptions options = BrokerOptions.in(directory).onPort(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(options))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()))
          .hasMessageContaining("in use");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory))) {
      // The failed start let go of the directory. No outgoing connection can take such a port.
      assertThat(broker.port()).isBetween(FreePort.FROM, FreePort.TO);
    }
  }

  private static void createTopic(String bootstrap) throws Exception {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static String clusterIdSeenByClients(String bootstrap) throws Exception {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static void produce(String bootstrap, byte[]... values) {
    int sizeMax = 33 * 1024 * 1024;
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "writer",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            sizeMax,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            (long) sizeMax);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value));
      }
      producer.commitTransaction();
    }
  }

  private static List<byte[]> consume(String bootstrap, int count) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    List<byte[]> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (values.size() < count) { // the class's timeout is the deadline
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
