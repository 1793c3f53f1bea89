package dev.crossfade.operator.demo.tux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.WorkloadFailedException;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TuxWorkloadIT {

  /** Happenings that no other stands for: they put the engine to the test in a way of their own. */
  private static final List<String> HARD =
      List.of(
          "guild joined",
          "guild left",
          "guild got its true id",
          "levels of a guild reset",
          "two accounts merged",
          "two snippets exchanged names",
          "three snippets exchanged names",
          "two levels exchanged roles",
          "all levels moved up",
          "level got the role of another",
          "member went away elsewhere",
          "absent account merged",
          "levels spoilt",
          "snippet spoilt",
          "settings spoilt",
          "spoilt row mended",
          "case count mended",
          "note taken");

  private TuxDatabase tux;

  @BeforeEach
  void generate() throws SQLException {
    tux = new TuxDatabase(42, 0.05);
  }

  @AfterEach
  void drop() {
    tux.close();
  }

  /**
   * Red when the queries in demo/dead-letters follow the generator only and not what the workload
   * does.
   */
  @Test
  void whatItLeavesBehindIsRefusedAsExpected() throws SQLException, IOException {
    try (LiveWorkload workload = TuxDatabase.DEMO.workload(tux.dataSource(), 1, 20_000)) {
      workload.start();
      Deadline.until(
          Duration.ofSeconds(90),
          "everything has happened",
          () -> workload.totals().byHappening().keySet().containsAll(HARD));
      workload.stop();
      assertThat(workload.totals().refused()).isZero();
    }

    tux.addNewSchema();
    assertThat(new PostgresJudgement(tux.database()).run())
        .isEqualTo(expected())
        .isNotEqualTo(planted());
  }

  @Test
  void keepsToItsRate() {
    long begin = System.nanoTime();
    try (LiveWorkload workload = TuxDatabase.DEMO.workload(tux.dataSource(), 1, 200)) {
      workload.start();
      Deadline.until(
          Duration.ofSeconds(60), "800 changes", () -> workload.totals().rowChanges() >= 800);
      double seconds = (System.nanoTime() - begin) / 1e9;
      workload.stop();

      assertThat(workload.totals().rowChanges() / seconds).isBetween(100.0, 400.0);
    }
  }

  @Test
  void saysThatItsDatabaseIsGone() {
    LiveWorkload workload = TuxDatabase.DEMO.workload(tux.dataSource(), 1, 1_000);
    workload.start();
    Deadline.until(Duration.ofSeconds(30), "it works", () -> workload.totals().transactions() > 10);
    tux.database()
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()");

    Deadline.until(Duration.ofSeconds(30), "it notices", () -> !workload.working());
    assertThatThrownBy(workload::stop)
        .isInstanceOf(WorkloadFailedException.class)
        .hasRootCauseInstanceOf(SQLException.class);
  }

  private Set<String> planted() {
    return lines(tux.data().deadLetters());
  }

  private Set<String> expected() throws SQLException {
    try (Connection connection = tux.database().connect()) {
      return lines(TuxDatabase.DEMO.expectedDeadLetters(connection));
    }
  }

  private static Set<String> lines(List<PlantedDeadLetter> deadLetters) {
    Set<String> lines = new TreeSet<>();
    deadLetters.forEach(each -> lines.add(PostgresJudgement.line(each)));
    return lines;
  }
}
