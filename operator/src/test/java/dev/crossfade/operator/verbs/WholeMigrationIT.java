package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One migration from check to unprepare, through the verbs, with the embedded broker. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WholeMigrationIT {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void aMigrationOfOneTable() throws IOException {
    bench = new Bench(folder, "whole");
    bench.old.execute(
        "CREATE TABLE \"User\" (id int PRIMARY KEY, name text, secret text)",
        "CREATE TABLE notes (id int PRIMARY KEY)",
        "INSERT INTO \"User\" SELECT i, 'user ' || i, 'hidden' FROM generate_series(1, 1000) i",
        "INSERT INTO \"User\" VALUES (1001, repeat('x', 300), 'hidden')");
    bench
        .schema(
            "CREATE TABLE people (id bigint PRIMARY KEY, label varchar(200) NOT NULL);"
                + " CREATE INDEX people_label ON people (label);")
        .mapping("INSERT INTO people (id, label) SELECT u.id, u.name FROM \"User\" u;")
        .yaml(
            """
            left-out:
              notes: not needed
              '"User".secret': not needed
            """);
  }

  @AfterEach
  void dropDatabases() {
    bench.close();
  }

  @Test
  void aMigrationRunsFromCheckToUnprepare() {
    assertThat(bench.run("check").code()).isZero();
    assertThat(bench.run("explain").out()).contains("public.User → public.people");
    assertThat(bench.run("run").err()).contains("is not prepared").contains("crossfade prepare");

    Program.Run prepared = bench.run("prepare");
    assertThat(prepared.code()).as(prepared.err()).isZero();
    assertThat(prepared.out()).contains("new tables: 1, made from schema/").contains("prepared");
    assertThat(bench.run("prepare").out()).contains("prepared already: generation 1");

    try (Bench.Running running = bench.start("run")) {
      bench.untilCaughtUp(1);
      assertThat(bench.target.ask("SELECT count(*) FROM people")).isEqualTo("1000");
      bench.old.execute(
          "UPDATE \"User\" SET name = 'renamed' WHERE id = 7", "DELETE FROM \"User\" WHERE id = 8");
      Deadline.until(
          Bench.SOON,
          "the changes arrive",
          () ->
              "renamed".equals(bench.target.ask("SELECT max(label) FROM people WHERE id = 7"))
                  && "0".equals(bench.target.ask("SELECT count(*) FROM people WHERE id = 8")));
      aFullStatusIsAnswered();
      theVerifierAgrees();
      aDeadLetterIsListed();
      theIndexesComeBack();
      aWaivedDeadLetterHindersNothing();
      anEditedMappingIsRefused();
      assertThat(bench.run("unprepare", "--yes").err()).contains("services still run");
      assertThat(running.isRunning()).isTrue();
    }
    assertThat(bench.run("unprepare").err()).contains("--yes");
    Program.Run undone = bench.run("unprepare", "--yes");
    assertThat(undone.code()).as(undone.err()).isZero();
    nothingIsLeft();
    assertThat(bench.run("prepare").code()).isZero();
  }

  private void aFullStatusIsAnswered() {
    JsonNode status = bench.status();
    assertThat(status.get("migration").asText()).isEqualTo("whole");
    assertThat(status.get("generation").asInt()).isEqualTo(1);
    assertThat(status.get("phase").asText()).isEqualTo("streaming");
    assertThat(status.get("ready").asBoolean()).isFalse();
    assertThat(status.get("reasons").toString()).contains("1 dead letters are not waived");
    assertThat(status.get("slot").get("retainedBytes").isNumber()).isTrue();
    JsonNode table = status.get("tables").get(0);
    assertThat(table.get("new").asText()).isEqualTo("public.people");
    assertThat(table.get("old").get(0).asText()).isEqualTo("public.User");
    assertThat(table.get("snapshot").get("done").asBoolean()).isTrue();
    assertThat(table.get("load").get("rows").asLong()).isGreaterThanOrEqualTo(1000);
    assertThat(table.get("dead").asLong()).isEqualTo(1);
    assertThat(bench.run("status").out()).contains("public.people").contains("NOT READY");
  }

  private void theVerifierAgrees() {
    Program.Run verified = bench.run("verify");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).contains("EQUAL");
  }

  private void aDeadLetterIsListed() {
    Program.Run listed = bench.run("dead list");
    assertThat(listed.code()).isEqualTo(1);
    assertThat(listed.out()).contains("22001").doesNotContain("xxx");
    assertThat(bench.run("dead show").out()).contains("1001");
  }

  // Red when SqlLedger.deadByTable counts waived letters too.
  private void aWaivedDeadLetterHindersNothing() {
    assertThat(bench.run("dead waive").code()).isEqualTo(2);
    assertThat(bench.run("dead waive", "--all").code()).isEqualTo(2);
    assertThat(bench.run("dead waive", "{\"id\": \"7\"}", "--because", "no such").code())
        .isEqualTo(1);
    Program.Run waived = bench.run("dead waive", "--all", "--because", "a test row");
    assertThat(waived.code()).as(waived.err()).isZero();
    assertThat(waived.out()).contains("waived: 1");
    assertThat(bench.run("dead list").code()).isZero();
    assertThat(bench.status().get("reasons").toString()).doesNotContain("dead letters");
    assertThat(bench.run("dead retry", "x").err()).contains("comes with a later version");
    assertThat(bench.run("verify", "--repair").err()).contains("comes with a later version");
  }

  private void theIndexesComeBack() {
    Deadline.until(
        Bench.SOON,
        "the secondary index is back",
        () -> "t".equals(bench.target.ask("SELECT to_regclass('people_label') IS NOT NULL")));
  }

  // Turns red without the call of PlanSource.mustBeTheOneOf in ServiceGroup: load then runs.
  private void anEditedMappingIsRefused() {
    String before = bench.mapping();
    bench.mapping(before + " -- edited");
    assertThat(bench.run("load").err()).contains("mapping.sql").contains("crossfade replay");
    bench.mapping(before);
  }

  private void nothingIsLeft() {
    assertThat(
            bench.old.ask(
                "SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"))
        .isEqualTo("0");
    assertThat(bench.old.ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    assertThat(bench.target.ask("SELECT to_regclass('public.people') IS NULL")).isEqualTo("t");
    assertThat(bench.target.ask("SELECT to_regnamespace('crossfade') IS NULL")).isEqualTo("t");
    assertThat(bench.run("status").err()).contains("not prepared");
  }
}
