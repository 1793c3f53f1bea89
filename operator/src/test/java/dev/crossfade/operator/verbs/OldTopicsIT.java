package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old topics that somebody else has made, made again, or cut. */
class OldTopicsIT {

  private static final KafkaConnection KAFKA = KafkaConnection.of(TestKafka.bootstrap());
  private static final TopicNames NAMES = new TopicNames("topics");
  private static final String TOPIC = NAMES.old(new TableId("public", "item"));

  @TempDir Path folder;
  private Bench bench;
  private Admin admin;

  @BeforeEach
  void aMigration() throws IOException {
    admin = Admin.create(KAFKA.admin());
    bench = new Bench(folder, NAMES.migration());
    bench.old.execute("CREATE TABLE item (id int PRIMARY KEY)");
    bench
        .kafka(TestKafka.bootstrap())
        .schema("CREATE TABLE item (id int PRIMARY KEY);")
        .mapping("INSERT INTO item (id) SELECT i.id FROM item i;");
  }

  @AfterEach
  void undo() {
    assertThat(bench.run("unprepare", "--yes").code()).isZero();
    bench.close();
    admin.close();
  }

  // Red without ExistingTopics in MigrationTopics: records would be deleted after a week.
  @Test
  void aTopicThatTheBrokerHadMadeByItselfIsKeptForEver() throws Exception {
    admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    assertThat(retention()).isNotEqualTo("-1");

    Program.Run prepared = bench.run("prepare");

    assertThat(prepared.code()).as(prepared.err()).isZero();
    assertThat(prepared.out()).contains("it keeps them now: " + TOPIC);
    assertThat(retention()).isEqualTo("-1");
    assertThat(bench.run("prepare").out()).doesNotContain("it keeps them now");
  }

  // Red without KafkaIdentity.mustBe in OldTopicsWhole: generation 2 begins over an empty topic.
  @Test
  void aReplayOverATopicThatWasMadeAgainIsRefusedBeforeAnythingIsEmptied() throws Exception {
    assertThat(bench.run("prepare").code()).isZero();
    admin.deleteTopics(List.of(TOPIC)).all().get();
    Deadline.until(Bench.SOON, "the topic is gone", () -> !names().contains(TOPIC));
    mustBeRefused("topic " + TOPIC + " is gone");

    admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    Deadline.until(Bench.SOON, "the topic is there", () -> names().contains(TOPIC));
    mustBeRefused("topic " + TOPIC + " was deleted and made again");
  }

  // Red without mustBeginAtTheFirstRecord in OldTopicsWhole.
  @Test
  void aReplayOverATopicThatLostItsFirstRecordsIsRefusedBeforeAnythingIsEmptied() throws Exception {
    assertThat(bench.run("prepare").code()).isZero();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(KAFKA.producer(Map.of()))) {
      producer.send(new ProducerRecord<>(TOPIC, 1, new byte[1], new byte[1])).get();
    }
    admin
        .deleteRecords(Map.of(new TopicPartition(TOPIC, 1), RecordsToDelete.beforeOffset(1)))
        .all()
        .get();

    mustBeRefused(TOPIC + "-1 begins at offset 1");
  }

  private void mustBeRefused(String reason) {
    Program.Run refused = bench.run("replay");

    assertThat(refused.code()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains(reason, "crossfade unprepare, then prepare");
    assertThat(bench.target.ask("SELECT max(generation) FROM crossfade.applied")).isEqualTo("1");
  }

  private Set<String> names() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get();
  }

  private String retention() throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    Config kept = admin.describeConfigs(List.of(topic)).all().get().get(topic);
    return Optional.ofNullable(kept.get("retention.ms")).orElseThrow().value();
  }
}
