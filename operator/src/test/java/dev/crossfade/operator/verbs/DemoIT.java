package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demonstration in little, through every real stage. */
class DemoIT {

  @Test
  void migratesTuxWhileTheBotGoesOnWritingAndLeavesNothingBehind() throws Exception {
    Program.Run run =
        Program.run(
            Map.of("CROSSFADE_HOME", ".."),
            "demo",
            "tux",
            "--rows",
            "6000",
            "--seconds",
            "3",
            "--rate",
            "200",
            "--seed",
            "7",
            "--json");

    assertThat(run.code()).as(run.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("deadLettersExact").asBoolean()).isTrue();
    assertThat(answer.get("deadLetters").get("byReason").size()).isPositive();
    assertThat(answer.get("tables").size()).isEqualTo(11);
    assertThat(answer.get("changes").asLong()).isPositive();
    assertThat(Path.of(".crossfade", "demo", "tux")).doesNotExist();
  }

  @Test
  void migratesTinymuseWhileTheServerGoesOnWritingDumps() throws Exception {
    Program.Run run =
        Program.run(
            Map.of("CROSSFADE_HOME", ".."),
            "demo",
            "tinymuse",
            "--rows",
            "3000",
            "--seconds",
            "4",
            "--rate",
            "50",
            "--seed",
            "7",
            "--json");

    assertThat(run.code()).as(run.err() + run.out()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("deadLettersExact").asBoolean()).isTrue();
    assertThat(answer.get("deadLetters").get("byReason").size()).isPositive();
    assertThat(answer.get("tables").size()).isEqualTo(10);
    assertThat(answer.get("changes").asLong()).isPositive();
    assertThat(Path.of(".crossfade", "demo", "tinymuse")).doesNotExist();
  }

  @Test
  void migratesQuantaWhileItsCreatorsGoOn() throws Exception {
    Program.Run run =
        Program.run(
            Map.of("CROSSFADE_HOME", ".."),
            "demo",
            "quanta",
            "--rows",
            "3000",
            "--seconds",
            "4",
            "--rate",
            "200",
            "--seed",
            "7",
            "--json");

    assertThat(run.code()).as(run.err() + run.out()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("deadLettersExact").asBoolean()).isTrue();
    assertThat(answer.get("deadLetters").get("byReason").size()).isPositive();
    assertThat(answer.get("tables").size()).isEqualTo(4);
    assertThat(answer.get("changes").asLong()).isPositive();
    assertThat(Path.of(".crossfade", "demo", "quanta")).doesNotExist();
  }

  @Test
  void migratesCrearisWhileEveryNextArchiveIsASetOfChanges() throws Exception {
    Program.Run run =
        Program.run(
            Map.of("CROSSFADE_HOME", ".."),
            "demo",
            "crearis",
            "--rows",
            "1400",
            "--seconds",
            "4",
            "--rate",
            "50",
            "--seed",
            "7",
            "--json");

    assertThat(run.code()).as(run.err() + run.out()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("deadLettersExact").asBoolean()).isTrue();
    assertThat(answer.get("deadLetters").get("byReason").size()).isPositive();
    assertThat(answer.get("tables").size()).isEqualTo(22);
    assertThat(answer.get("changes").asLong()).isPositive();
    assertThat(Path.of(".crossfade", "demo", "crearis")).doesNotExist();
  }

  @Test
  void aSystemThatDoesNotExistIsAUsageErrorThatNamesThoseThatDo() {
    Program.Run run = Program.run(Map.of("CROSSFADE_HOME", ".."), "demo", "nosuch");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("nosuch").contains("tux");
  }
}
