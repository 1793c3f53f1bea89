package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class VerifyIT {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void aMigrationThatIsPreparedButDoesNotRun() throws IOException {
    bench = new Bench(folder, "verified");
    bench.old.execute(
        "CREATE TABLE users (id int PRIMARY KEY, name text)",
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 300) i");
    bench
        .schema("CREATE TABLE people (id bigint PRIMARY KEY, label text NOT NULL);")
        .mapping("INSERT INTO people (id, label) SELECT u.id, u.name FROM users u;");
    assertThat(bench.run("prepare").code()).isZero();
  }

  @AfterEach
  void dropDatabases() {
    bench.close();
  }

  // Seen red when Drain.emit does not wait for slotReads: the marker is then in nobody's log.
  @Test
  void aVerificationThatBeginsBeforeTheExtractorWaitsForItsSlot() {
    CompletableFuture<Program.Run> verified =
        CompletableFuture.supplyAsync(() -> bench.run("verify"));
    Deadline.until(
        Bench.SOON,
        "the verification reads the old database",
        () ->
            !bench
                .old
                .query(
                    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND query LIKE '%crossfade%'")
                .isEmpty());

    try (Bench.Running run = bench.start("run")) {
      Program.Run ended = verified.orTimeout(120, TimeUnit.SECONDS).join();
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
      assertThat(run.isRunning()).isTrue();
    }
  }

  // Seen red when Verification.clean leaves the checks out: exit code 0.
  @Test
  void theMigrationsOwnChecksAreRunOnTheNewSide() throws IOException {
    bench.check(
        "010-no-nobody.sql", "-- People without a name\nSELECT id FROM people WHERE label = ''");
    bench.check(
        "020-no-great-id.sql",
        "-- People numbered above 298\nSELECT * FROM people WHERE id > 298;");
    try (Bench.Running run = bench.start("run")) {
      bench.untilCaughtUp(1);

      Program.Run verified = bench.run("verify");
      assertThat(verified.code()).as(verified.err()).isEqualTo(1);
      assertThat(verified.out())
          .contains("EQUAL")
          .contains("ok     010-no-nobody")
          .contains("020-no-great-id: 2 rows: People numbered above 298")
          .contains("NOT CLEAN")
          .doesNotContain("user 299");
      assertThat(bench.run("verify", "--show-values").out()).contains("id 299, label user 299");
      assertThat(bench.run("verify", "--table", "people").code()).isZero();

      JsonNode json = new ObjectMapper().readTree(bench.run("verify", "--json").out());
      assertThat(json.get("clean").asBoolean()).isFalse();
      assertThat(json.get("equal").asBoolean()).isTrue();
      assertThat(json.get("checks").get(0).get("passed").asBoolean()).isTrue();
      assertThat(json.get("checks").get(1).get("rows").asInt()).isEqualTo(2);
      assertThat(json.get("checks").get(1).get("title").asText())
          .isEqualTo("People numbered above 298");
      assertThat(json.toString()).doesNotContain("user 299");
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void aCheckThatCannotBeRunIsToldBeforeAnythingIsRead() {
    bench.check("010-mistyped.sql", "-- Mistyped\nSELECT idd FROM people");
    bench.check("020-untitled.sql", "SELECT id FROM people");

    Program.Run refused = bench.run("verify");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("010-mistyped.sql:2:8")
        .contains("idd")
        .contains("020-untitled.sql")
        .contains("its title");
    assertThat(bench.run("check").out()).contains("010-mistyped.sql:2:8").contains("2 errors");
  }
}
