package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.control.StatusReport;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.oldside.OldSide;
import dev.crossfade.extractor.oldside.OldSideRefusedException;
import dev.crossfade.schemas.TableId;
import dev.crossfade.testkit.Deadline;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is not what it was is refused, with how to recover; never a silent gap.
 *
 * <p>Each was seen red: those about slot, cluster and timeline without {@code
 * SlotBookkeeping.mustFit}, those about topics without {@code KafkaIdentity.mustBe} in {@code
 * ExtractorRun}; what else it takes stands at the test.
 */
class RefusalIT {

  private final OldDatabase old =
      new OldDatabase(
          "CREATE TABLE item (id int PRIMARY KEY, name text)",
          "INSERT INTO item VALUES (1, 'one')");

  @AfterEach
  void drop() {
    old.close();
  }

  private void runOnce() {
    old.prepared("item");
    old.start().untilStreaming().close();
  }

  private Throwable refusal() throws InterruptedException {
    try (RunningExtractor extractor = old.start()) {
      return extractor.failure();
    }
  }

  @Test
  void aDroppedSlotIsRefused() throws Exception {
    runOnce();
    old.database.execute("SELECT pg_drop_replication_slot('" + slot() + "')");

    assertThat(refusal())
        .isInstanceOf(OldSideRefusedException.class)
        .hasMessageContaining("was dropped")
        .hasMessageContaining("crossfade unprepare, then prepare");
  }

  // Seen red only when Watch.slot passes over a missing slot and mustFit does: either is enough.
  @Test
  void aSlotDroppedWhileReadingIsRefused() throws Exception {
    old.prepared("item");
    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      Deadline.untilAsserted(
          RunningExtractor.WAIT_MAX,
          () ->
              old.database.execute(
                  "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                      + ofOurs()
                      + " AND active",
                  "SELECT pg_drop_replication_slot('" + slot() + "')"));
      assertThat(extractor.failure()).isInstanceOf(OldSideRefusedException.class);
    }
  }

  @Test
  void aSlotMadeAgainIsRefused() throws Exception {
    runOnce();
    old.database.execute(
        "SELECT pg_drop_replication_slot('" + slot() + "')",
        "INSERT INTO item VALUES (2, 'in nobody''s log')",
        "SELECT pg_create_logical_replication_slot('" + slot() + "', 'pgoutput')");

    assertThat(refusal())
        .isInstanceOf(OldSideRefusedException.class)
        .hasMessageContaining("was moved or made again");
  }

  @Test
  void aSlotThatSomebodyElseReadIsRefused() throws Exception {
    runOnce();
    old.database.execute(
        "INSERT INTO item VALUES (2, 'taken by another')",
        "SELECT pg_replication_slot_advance('" + slot() + "', pg_current_wal_lsn())");

    assertThat(refusal())
        .isInstanceOf(OldSideRefusedException.class)
        .hasMessageContaining("was moved or made again");
  }

  @Test
  void anotherClusterOrTimelineIsRefused() throws Exception {
    runOnce();
    old.database.execute("UPDATE crossfade.slot SET timeline = timeline - 1");
    assertThat(refusal()).hasMessageContaining("restored or promoted");
    old.database.execute("UPDATE crossfade.slot SET system_identifier = '1'");
    assertThat(refusal()).hasMessageContaining("another cluster");
    old.database.execute(
        "UPDATE crossfade.slot SET kafka_cluster = 'x', timeline = timeline + 1,"
            + " system_identifier = (SELECT system_identifier::text FROM pg_control_system())");
    assertThat(refusal()).hasMessageContaining("another Kafka cluster");
  }

  // BREAKS 24.
  @Test
  void aTopicMadeAgainIsRefused() throws Exception {
    runOnce();
    String topic = old.plan().topics().old(new TableId("public", "item"));
    try (Admin admin = Admin.create(old.kafka().admin())) {
      admin.deleteTopics(List.of(topic)).all().get();
      untilPartitions(admin, topic, 0);
      assertThat(refusal()).isInstanceOf(KafkaForgotException.class).hasMessageContaining("gone");
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
      untilPartitions(admin, topic, 3);
    }
    assertThat(refusal())
        .isInstanceOf(KafkaForgotException.class)
        .hasMessageContaining("deleted and made again");
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() throws Exception {
    runOnce();
    String topic = old.plan().topics().old(new TableId("public", "item"));
    try (Admin admin = Admin.create(old.kafka().admin())) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
      untilPartitions(admin, topic, 4);
    }
    assertThat(refusal())
        .isInstanceOf(KafkaForgotException.class)
        .hasMessageContaining("has 4 partitions");
  }

  // Seen red without ExtractorRun.mustPublish: Debezium then fails over and over.
  @Test
  void aMigrationThatIsNotPreparedIsRefused() throws Exception {
    old.prepared("item");
    old.database.execute("DROP PUBLICATION crossfade_" + old.migration);

    assertThat(refusal())
        .isInstanceOf(NotPreparedException.class)
        .hasMessageContaining("run crossfade prepare");
  }

  // Seen red when Watch.slot treats ASK like DROP.
  @Test
  void tooMuchLogCallsForHelpAndReadingGoesOnWhereThatIsConfigured() {
    old.prepared("item");
    ExtractorSettings tight =
        old.settings().withWalBudget(new WalBudget(1, WalBudget.OverBudget.ASK));
    try (RunningExtractor extractor = new RunningExtractor(new Extractor(tight))) {
      extractor.untilStreaming();
      extractor.until(
          "the status calls for help",
          () ->
              extractor.status().reasons().toString().contains("more than wal-retained-max")
                  && extractor.status().figures().get("retainedBytes") > 1);

      old.database.execute("INSERT INTO item VALUES (2, 'two')");

      extractor.until(
          "the row arrives",
          () -> old.topics().foldedText("item").equals(List.of("1|one", "2|two")));
      assertThat(extractor.status().state()).isEqualTo(StatusReport.State.STREAMING);
    }
    assertThat(old.database.ask("SELECT count(*) FROM pg_replication_slots" + ofOurs()))
        .isEqualTo("1");
  }

  // Seen red when Watch.slot does not call drop.
  @Test
  void tooMuchLogDropsTheSlotWhereThatIsConfigured() throws Exception {
    old.prepared("item");
    ExtractorSettings tight =
        old.settings().withWalBudget(new WalBudget(1, WalBudget.OverBudget.DROP));
    try (RunningExtractor extractor = new RunningExtractor(new Extractor(tight))) {
      assertThat(extractor.failure()).isInstanceOf(WalOverBudgetException.class);
      assertThat(extractor.status().state()).isEqualTo(StatusReport.State.FAILED);
      assertThat(extractor.status().reasons())
          .singleElement()
          .asString()
          .contains("wal-over-budget: drop")
          .contains("crossfade unprepare, then prepare");
    }
    assertThat(old.database.ask("SELECT count(*) FROM pg_replication_slots" + ofOurs()))
        .isEqualTo("0");
    try (RunningExtractor again = old.start()) {
      assertThat(again.failure())
          .isInstanceOf(OldSideRefusedException.class)
          .hasMessageContaining("was dropped");
    }
  }

  // Seen red without ReplicaIdentity.restoreAll, and without ReplicaIdentity.require.
  @Test
  void preparingTwiceAndUndoingItLeavesTheOldDatabaseAsItWas() throws Exception {
    old.database.execute(
        "CREATE TABLE bare (id int PRIMARY KEY)",
        "ALTER TABLE bare REPLICA IDENTITY NOTHING",
        "CREATE TABLE indexed (id int PRIMARY KEY, other int NOT NULL)",
        "CREATE UNIQUE INDEX by_other ON indexed (other)",
        "ALTER TABLE indexed REPLICA IDENTITY USING INDEX by_other");
    String identities =
        "SELECT string_agg(relname::text || relreplident::text, ',' ORDER BY relname) FROM pg_class"
            + " WHERE relname IN ('item', 'bare', 'indexed')";
    String before = old.database.ask(identities);

    old.prepared("item", "bare", "indexed");
    try (Connection connection = Session.open(old.url())) {
      OldSide.prepare(connection, old.plan());
      assertThat(old.database.ask(identities)).isEqualTo("baref,indexedf,itemf");
      old.start().untilStreaming().close();
      OldSide.unprepare(connection, old.plan());
    }
    assertThat(old.database.ask(identities)).isEqualTo(before);
    assertThat(old.database.ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    assertThat(old.database.ask("SELECT count(*) FROM pg_replication_slots" + ofOurs()))
        .isEqualTo("0");
  }

  private String slot() {
    return "crossfade_" + old.migration;
  }

  private String ofOurs() {
    return " WHERE slot_name = '" + slot() + "'";
  }

  /** The broker hears of what the controller has done a moment later. */
  private static void untilPartitions(Admin admin, String topic, int count) {
    Deadline.until(
        Duration.ofSeconds(30),
        topic + " has " + count + " partitions",
        () -> {
          try {
            TopicDescription known =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return known != null && known.partitions().size() == count;
          } catch (ExecutionException unknown) {
            return count == 0;
          }
        });
  }
}
