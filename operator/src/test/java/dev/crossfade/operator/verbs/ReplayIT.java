package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayIT {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void aMigrationThatHasRun() throws IOException {
    bench = new Bench(folder, "again");
    bench.old.execute(
        "CREATE TYPE mood AS ENUM ('happy', 'sad')",
        "CREATE TABLE users (id int PRIMARY KEY, name text, m mood)",
        "INSERT INTO users SELECT i, 'user ' || i, 'sad' FROM generate_series(1, 500) i");
    bench
        .schema("CREATE TABLE people (id bigint PRIMARY KEY, label text, mood text);")
        .mapping("INSERT INTO people (id, label, mood) SELECT u.id, u.name, u.m FROM users u;");
    assertThat(bench.run("prepare").code()).isZero();
  }

  @AfterEach
  void dropDatabases() {
    bench.close();
  }

  // Seen red when Replay compiles against the old database itself.
  @Test
  void theMigrationIsRedoneWithoutTheOldDatabase() {
    try (Bench.Running run = bench.start("run")) {
      bench.untilCaughtUp(1);
      bench.old.execute("UPDATE users SET name = 'last' WHERE id = 500");
      arrives("last", "SELECT label FROM people WHERE id = 500");
      assertThat(run.isRunning()).isTrue();
    }
    bench.dropOld();
    bench.mapping(
        "INSERT INTO people (id, label, mood) SELECT u.id, upper(u.name), u.m FROM users u"
            + " WHERE u.id > 100;");

    assertThat(bench.run("run").code()).isNotZero(); // the old database is gone
    Program.Run replayed = bench.run("replay");
    assertThat(replayed.code()).as(replayed.err()).isZero();
    assertThat(replayed.out()).contains("generation 2 has begun");
    try (Bench.Running transform = bench.start("transform");
        Bench.Running load = bench.start("load")) {
      arrives("LAST", "SELECT label FROM people WHERE id = 500");
      arrives("400", "SELECT count(*) FROM people");
      assertThat(bench.status().get("generation").asInt()).isEqualTo(2);
      assertThat(transform.isRunning() && load.isRunning()).isTrue();
    }
  }

  // Seen red when Supervised.follow does nothing.
  @Test
  void servicesThatRunGoOverToTheNewGeneration() {
    try (Bench.Running run = bench.start("run")) {
      bench.untilCaughtUp(1);
      bench.mapping(
          "INSERT INTO people (id, label, mood) SELECT u.id, upper(u.name), u.m FROM users u;");
      assertThat(bench.run("replay").code()).isZero();

      bench.untilCaughtUp(2);
      assertThat(bench.target.ask("SELECT count(*) FROM people WHERE label = upper(label)"))
          .isEqualTo("500");
      bench.old.execute("UPDATE users SET name = 'changed' WHERE id = 1");
      arrives("CHANGED", "SELECT label FROM people WHERE id = 1");
      assertThat(run.isRunning()).isTrue();
    }
  }

  // Seen red when OldTopicsFit does not compare the columns.
  @Test
  void whatTheOldTopicsDoNotHoldIsRefused() {
    bench.yaml("left-out: { users.name: no longer }\n");
    bench.mapping("INSERT INTO people (id, mood) SELECT u.id, u.m FROM users u;");

    Program.Run refused = bench.run("replay");

    assertThat(refused.code()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains("public.users holds the columns").contains("hint:");
    assertThat(bench.status().get("generation").asInt()).isEqualTo(1);
  }

  private void arrives(String value, String query) {
    Deadline.until(
        Bench.SOON,
        value + " arrives",
        () -> bench.target.query(query).toString().equals("[[" + value + "]]"));
  }
}
