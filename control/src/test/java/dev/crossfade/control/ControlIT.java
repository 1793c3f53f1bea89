package dev.crossfade.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ControlIT {

  private static final KafkaConnection KAFKA = KafkaConnection.of(TestKafka.bootstrap());
  private static Admin admin;

  @BeforeAll
  static void connect() {
    admin = Admin.create(KAFKA.admin());
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @Test
  void theLastValueOfAKeyCountsAndANullForgetsIt() {
    try (ControlTopic control = prepared("lastvalue")) {
      control.put("status/loader/a", "first");
      control.put("status/loader/a", "second");
      control.put("status/loader/b", "other");
      control.put("ledger/x", "unrelated");

      assertThat(control.read("status/loader/a", String.class)).contains("second");
      assertThat(control.readAll("status/loader/", String.class))
          .containsOnly(
              Map.entry("status/loader/a", "second"), Map.entry("status/loader/b", "other"));

      control.put("status/loader/a", null);
      assertThat(control.read("status/loader/a", String.class)).isEmpty();
    }
  }

  @Test
  void theCurrentPlanIsTheOneOfTheCurrentGeneration() {
    try (ControlTopic control = prepared("plans")) {
      MigrationPlan plan = plan("plans");
      control.put(ControlKeys.plan(1), plan);
      assertThat(control.currentPlan()).isEmpty();
      control.put(ControlKeys.plan(2), plan.withGeneration(2));
      control.put(ControlKeys.GENERATION, 1);

      assertThat(control.currentPlan()).contains(plan);
    }
  }

  // Red when ControlTopic.committed reads uncommitted records.
  @Test
  void whatATransactionHasNotCommittedIsSeenOnlyByThoseWhoAskForTheLatest() {
    try (ControlTopic committed = prepared("isolation");
        ControlTopic latest = ControlTopic.latest(KAFKA, new TopicNames("isolation"));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(KAFKA.producer(Map.of("transactional.id", "isolation")))) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(committed.record(ControlKeys.POSITION, "half done"));
      producer.flush();

      assertThat(committed.read(ControlKeys.POSITION, String.class)).isEmpty();
      assertThat(latest.read(ControlKeys.POSITION, String.class)).contains("half done");

      producer.abortTransaction();
      assertThat(committed.read(ControlKeys.POSITION, String.class)).isEmpty();
      producer.close(Duration.ofSeconds(5));
    }
  }

  @Test
  void topicsAreKeptAsTheirUseDemands() throws Exception {
    prepared("settings").close();
    Config old = settings("crossfade.settings.old.public.Item");
    Config fresh = settings("crossfade.settings.g1.new.item");

    assertThat(old.get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(old.get("retention.ms").value()).isEqualTo("-1");
    assertThat(old.get("retention.bytes").value()).isEqualTo("-1");
    assertThat(fresh.get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(Long.parseLong(fresh.get("delete.retention.ms").value()))
        .isEqualTo(Duration.ofDays(3650).toMillis());
    assertThat(Integer.parseInt(old.get("max.message.bytes").value()))
        .isGreaterThan(2 * KafkaConnection.ROW_BYTES_DEFAULT);
    assertThatCode(() -> new MigrationTopics(plan("settings"), 1, KAFKA).create(admin))
        .as("a preparation that is done again")
        .doesNotThrowAnyException();
  }

  // Red when KafkaIdentity.mustBe compares nothing.
  @Test
  void anotherNumberOfPartitionsOrATopicMadeAgainIsRefusedWithTheMend() throws Exception {
    prepared("forgets").close();
    MigrationTopics topics = new MigrationTopics(plan("forgets"), 1, KAFKA);
    KafkaIdentity before = KafkaIdentity.read(admin, topics.names());
    before.mustBe(KafkaIdentity.read(admin, topics.names()));

    String item = "crossfade.forgets.old.public.Item";
    admin.createPartitions(Map.of(item, NewPartitions.increaseTo(5))).all().get();
    Deadline.until(
        Duration.ofSeconds(30),
        "the topic has more partitions",
        () -> KafkaIdentity.read(admin, List.of(item)).partitions().get(item) == 5);
    assertThatThrownBy(() -> before.mustBe(KafkaIdentity.read(admin, topics.names())))
        .isInstanceOf(KafkaForgotException.class)
        .hasMessageContaining(item)
        .hasMessageContaining("5 partitions")
        .hasMessageContaining("unprepare");

    admin.deleteTopics(Set.of(item)).all().get();
    Deadline.until(
        Duration.ofSeconds(30),
        "the topic is gone",
        () -> !admin.listTopics().names().get().contains(item));
    topics.create(admin);
    Deadline.until(
        Duration.ofSeconds(30),
        "the broker knows the new topic",
        () -> admin.listTopics().names().get().contains(item));
    assertThatThrownBy(() -> before.mustBe(KafkaIdentity.read(admin, topics.names())))
        .isInstanceOf(KafkaForgotException.class)
        .hasMessageContaining("made again");
  }

  @Test
  void everySchemaOfThePlanIsPublishedByItsFingerprint() {
    prepared("schemas").close();
    MigrationPlan plan = plan("schemas");

    assertThatCode(() -> SchemaTopic.publish(KAFKA, plan)).doesNotThrowAnyException();
    assertThat(SchemaTopic.schemasOf(plan))
        .extracting(org.apache.avro.Schema::getName)
        .contains(
            "Marker", "DeadLetter", "public__ItemRowChange", "public__ItemKey", "public__itemRow");
  }

  private static Config settings(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static ControlTopic prepared(String migration) {
    new MigrationTopics(plan(migration), 1, KAFKA).create(admin);
    return ControlTopic.committed(KAFKA, new TopicNames(migration));
  }

  private static MigrationPlan plan(String migration) {
    ColumnType bigint = ColumnType.BIGINT;
    return new MigrationPlan(
        migration,
        1,
        "hash",
        2,
        List.of(
            new OldTable(
                new TableId("public", "Item"),
                List.of(new OldTable.Column("id", bigint, true)),
                List.of("id"),
                OldTable.Identity.KEY,
                List.of())),
        List.of(
            new NewTable(
                new TableId("public", "item"),
                List.of(new NewTable.Column("id", bigint, true, false, null)),
                List.of("id"),
                NewTable.Conflict.FIRST_STANDS,
                NewTable.Path.DIRECT,
                null,
                List.of("crossfade." + migration + ".old.public.Item"))),
        JsonNodeFactory.instance.arrayNode(),
        Map.of(),
        170_000);
  }
}
