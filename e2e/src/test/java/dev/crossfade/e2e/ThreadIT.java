package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.tux.Tux;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.testkit.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The whole thread, from an untouched folder to an untouched old database, by the built program.
 */
class ThreadIT {

  /** Seen red when {@code DirectStep} deletes nothing. */
  @Test
  void oneTableIsMovedAndStaysTrueWhileItIsWrittenTo() {
    try (Migration migration = People.with(3_000)) {
      migration.run("check").yes();
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      migration.drain(); // what follows comes by the log
      migration
          .old()
          .execute(
              "INSERT INTO users VALUES (10001, 'New', 'One', NULL, 's')",
              "UPDATE users SET first = 'Else' WHERE id % 3 = 0",
              "UPDATE users SET id = id + 20000 WHERE id % 50 = 0",
              "DELETE FROM users WHERE id % 7 = 0");
      migration.drain();

      People.mustBeTrue(migration);
      assertThat(run.stop()).as(run.toString()).isIn(130, 143); // SIGINT's, SIGTERM's
    }
  }

  /**
   * Seen red when {@code DeadLetterBook.reject} sends no letter, and without {@code DROP
   * PUBLICATION} in {@code OldSide.unprepare}.
   */
  @Test
  void theWholeBotIsMovedWhileItWorksAndTheOldDatabaseIsLeftAsItWas() {
    try (Migration migration = Tux.with(8_000, 11)) {
      List<List<String>> before = traces(migration);
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      try (LiveWorkload life = Tux.life(migration, 5, 200)) {
        life.start();
        Deadline.until(
            Migration.WAIT_MAX,
            "the snapshot is loaded and the bot has worked",
            () -> {
              assertThat(run.isAlive()).as(run.toString()).isTrue();
              return migration.status().path("phase").asText().equals("streaming")
                  && life.totals().rowChanges() > 1_000;
            });
        life.stop();
      }
      migration.drain();

      Tux.mustBeTrue(migration);
      assertThat(migration.newer().ask("SELECT count(*) FROM crossfade.dead"))
          .isEqualTo(String.valueOf(Tux.deadLetters(migration).size()));
      JsonNode verified = migration.run("verify", "--json").yes().json();
      assertThat(verified.path("equal").asBoolean()).isTrue();
      JsonNode status = migration.status();
      assertThat(status.path("caughtUp").asBoolean()).as(status.toPrettyString()).isTrue();

      assertThat(run.stop()).as(run.toString()).isIn(130, 143); // SIGINT's, SIGTERM's
      migration.run("unprepare", "--yes").yes();
      assertThat(traces(migration)).isEqualTo(before);
    }
  }

  /** What a migration leaves in an old database: slots, publications, identities, schemas. */
  private static List<List<String>> traces(Migration migration) {
    return migration
        .old()
        .query(
            """
            SELECT 'slot', slot_name::text FROM pg_replication_slots WHERE database = current_database()
            UNION ALL SELECT 'publication', pubname::text FROM pg_publication
            UNION ALL SELECT 'schema', nspname::text FROM pg_namespace WHERE nspname !~ '^pg_'
            UNION ALL SELECT 'identity ' || relreplident::text, relname::text FROM pg_class
              WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            ORDER BY 1, 2
            """);
  }
}
