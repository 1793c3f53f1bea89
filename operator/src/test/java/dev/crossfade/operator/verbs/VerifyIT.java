package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

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
}
