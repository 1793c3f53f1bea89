package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demonstration in little, through every real stage. */
class DemoIT {

  @Test
  void migratesTuxWhileTheBotGoesOnWritingAndLeavesNothingBehind() throws Exception {
    migrates("tux", 6000, 3, 200, 11);
  }

  @Test
  void migratesTinymuseWhileTheServerGoesOnWritingDumps() throws Exception {
    migrates("tinymuse", 3000, 4, 50, 10);
  }

  @Test
  void migratesQuantaWhileItsCreatorsGoOn() throws Exception {
    migrates("quanta", 3000, 4, 200, 4);
  }

  @Test
  void migratesCrearisWhileEveryNextArchiveIsASetOfChanges() throws Exception {
    migrates("crearis", 1400, 4, 50, 22);
  }

  @Test
  void aSystemThatDoesNotExistIsAUsageErrorThatNamesThoseThatDo() {
    Program.Run run = Program.run(Map.of("CROSSFADE_HOME", ".."), "demo", "nosuch");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("nosuch").contains("tux");
  }

  /**
   * @param changesPerSecond of the live writes
   * @param tables how many new tables the report must name
   */
  private static void migrates(
      String system, int rows, int seconds, int changesPerSecond, int tables) throws IOException {
    Program.Run run =
        Program.run(
            Map.of("CROSSFADE_HOME", ".."),
            "demo",
            system,
            "--rows",
            String.valueOf(rows),
            "--seconds",
            String.valueOf(seconds),
            "--rate",
            String.valueOf(changesPerSecond),
            "--seed",
            "7",
            "--json");

    assertThat(run.code()).as(run.err() + run.out()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("deadLettersExact").asBoolean()).isTrue();
    assertThat(answer.get("deadLetters").get("byReason").size()).isPositive();
    assertThat(answer.get("tables").size()).isEqualTo(tables);
    assertThat(answer.get("changes").asLong()).isPositive();
    assertThat(Path.of(".crossfade", "demo", system)).doesNotExist();
  }
}
