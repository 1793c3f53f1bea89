package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Outcome;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.harness.Servers;
import dev.crossfade.schemas.TableId;
import dev.crossfade.testkit.Deadline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What happens under a running migration that it cannot carry: held or refused, never guessed. */
class DriftIT {

  /** Seen red when {@code ChangeWriter.truncated} passes a TRUNCATE over. */
  @Test
  void aTruncateHoldsTheExtractorAndStartingOverMendsIt() {
    try (Migration migration = People.with(500)) {
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      migration.drain();
      migration
          .old()
          .execute(
              "ALTER TABLE users ADD COLUMN unread text", // harmless
              "INSERT INTO users VALUES (1001, 'New', 'One', 1, 's', 'u')");
      migration.drain();
      People.mustBeTrue(migration);

      migration
          .old()
          .execute("TRUNCATE users", "INSERT INTO users VALUES (7, 'After', 'It', NULL, 's', 'u')");
      awaitReason(migration, "truncated");
      assertThat(migration.newer().ask("SELECT count(*) FROM person")).isEqualTo("501");
      run.stop();

      RunningService again = migration.start("run");
      awaitReason(migration, "truncated");
      assertThat(again.isAlive()).as(again.toString()).isTrue();
      assertThat(migration.newer().ask("SELECT count(*) FROM person")).isEqualTo("501");
      again.stop();

      unprepare(migration);
      migration.write(
          "migration.yaml",
          migration.read("migration.yaml") + "  'users.unread': not needed either\n");
      migration.run("prepare").yes();
      RunningService anew = migration.start("run");
      migration.drain();
      People.mustBeTrue(migration);
      assertThat(anew.isAlive()).as(anew.toString()).isTrue();
    }
  }

  /** Seen red when {@code SchemaGuard.check} lets a retyped column pass. */
  @Test
  void aRetypedColumnHoldsTheExtractorBeforeItsFirstRow() {
    try (Migration migration = People.with(100)) {
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      migration.drain();

      migration
          .old()
          .execute(
              "INSERT INTO users VALUES (1001, 'Before', 'It', 1, 's')",
              "ALTER TABLE users ALTER COLUMN size TYPE text",
              "INSERT INTO users VALUES (1002, 'After', 'It', 'tall', 's')");
      awaitReason(migration, "start over with unprepare and prepare");
      assertThat(migration.newer().ask("SELECT count(*) FROM person WHERE id = 1002"))
          .isEqualTo("0");
      assertThat(run.isAlive()).as(run.toString()).isTrue();
    }
  }

  /** Seen red when {@code KafkaIdentity.mustBe} does not compare a topic's id. */
  @Test
  void aSlotOrATopicThatWasMadeAgainIsRefused() {
    try (Migration migration = People.with(100)) {
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      migration.drain();
      run.stop();
      makeAgain(migration.topics().old(new TableId("public", "users")));
      refuses(migration, "extract", "deleted and made again", "unprepare");
      refuses(migration, "transform", "deleted and made again", "unprepare");

      unprepare(migration);
      migration.run("prepare").yes();
      RunningService anew = migration.start("run");
      migration.drain();
      People.mustBeTrue(migration);
      anew.stop();
      migration
          .old()
          .execute(
              "SELECT pg_drop_replication_slot('" + migration.topics().slot() + "')",
              "INSERT INTO users VALUES (1001, 'In', 'Between', 1, 's')");
      refuses(migration, "extract", "was dropped", "unprepare");
      migration
          .old()
          .execute(
              "SELECT pg_create_logical_replication_slot('%s', 'pgoutput')"
                  .formatted(migration.topics().slot()));
      refuses(migration, "extract", "made again", "unprepare");
    }
  }

  private static void refuses(Migration migration, String verb, String what, String mend) {
    Outcome outcome = migration.run(verb);
    assertThat(outcome.code()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.err()).contains(what).contains(mend).doesNotContain("\tat ");
  }

  private static void unprepare(Migration migration) {
    migration.run("unprepare", "--yes").yes();
  }

  private static void awaitReason(Migration migration, String words) {
    Deadline.until(
        Migration.WAIT_MAX,
        "status says: " + words,
        () -> migration.status().path("reasons").toString().contains(words));
  }

  private static void makeAgain(String topic) {
    try (Admin admin =
        Admin.create(KafkaConnection.of(Servers.shared().broker().bootstrap()).admin())) {
      admin.deleteTopics(List.of(topic)).all().get();
      Deadline.until(
          Migration.WAIT_MAX,
          topic + " is made again",
          () -> {
            try {
              admin
                  .createTopics(List.of(new NewTopic(topic, 4, (short) 1).configs(Map.of())))
                  .all()
                  .get();
              return true;
            } catch (ExecutionException notGoneYet) {
              return false;
            }
          });
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    } catch (ExecutionException failure) {
      throw new AssertionError("cannot delete " + topic, failure);
    }
  }
}
