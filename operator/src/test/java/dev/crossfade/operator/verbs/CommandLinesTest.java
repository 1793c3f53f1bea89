package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLinesTest {

  @TempDir Path folder;

  @Test
  void aVerbThatDoesNotExistIsAUsageErrorWithASuggestion() {
    Program.Run run = Program.run(Map.of(), "chek", "x");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("check");
  }

  @Test
  void anOptionThatDoesNotExistIsAUsageError() {
    Program.Run run = Program.run(Map.of(), "check", "x", "--colour");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--colour").contains("hint: crossfade check --help");
  }

  @Test
  void aFolderThatIsNoMigrationIsAConfigurationError() {
    Program.Run run = Program.run(Map.of(), "check", folder.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("this folder has no migration.yaml").contains("hint:");
    assertThat(run.out() + run.err()).doesNotContain("\tat ");
  }

  @Test
  void checkTellsMachinesWhatItTellsPeople() throws IOException {
    Program.Run run = Program.run(Map.of(), "check", folder.toString(), "--json");

    JsonNode problem = new ObjectMapper().readTree(run.out()).get("problems").get(0);
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactly("severity", "code", "file", "line", "column", "message", "hint");
    assertThat(problem.get("severity").asText()).isEqualTo("error");
  }

  @Test
  void aHostThatDoesNotExistEndsWithWhatWhereAndTheMend() throws IOException {
    migration();
    Program.Run run =
        Program.run(
            Map.of(
                "OLD", "postgresql://app:hunter2@no.such.host.invalid/shop",
                "NEW", "postgresql://app:hunter2@no.such.host.invalid/shop"),
            "check",
            folder.toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("no.such.host.invalid")
        .contains("hint:")
        .doesNotContain("\tat ")
        .doesNotContain("hunter2");
  }

  @Test
  void aPortWhereNobodyListensEndsWithWhatWhereAndTheMend() throws IOException {
    migration();
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "postgresql://app@127.0.0.1:" + port + "/shop";
    Program.Run run = Program.run(Map.of("OLD", url, "NEW", url), "check", folder.toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("127.0.0.1:" + port).contains("hint:");
  }

  // Red when StateLock throws an UncheckedIOException and Diagnosis knows nothing of it: exit code
  // 70.
  @Test
  void aStateFolderThatCannotBeMadeEndsWithWhatWhereAndTheMend() throws IOException {
    migration();
    Path state = Files.createFile(folder.resolve("file")).resolve("state");
    Files.writeString(
        folder.resolve("migration.yaml"), "state: " + state + "\n", StandardOpenOption.APPEND);
    String url = "postgresql://app@127.0.0.1:1/shop";

    Program.Run run = Program.run(Map.of("OLD", url, "NEW", url), "status", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("crossfade status: cannot use the state directory " + state + ": ")
        .contains(": Not a directory\n")
        .contains("hint: move the file away that stands where a folder is needed")
        .doesNotContain("bug")
        .doesNotContain("\tat ");
  }

  private void migration() throws IOException {
    Files.writeString(folder.resolve("mapping.sql"), "INSERT INTO b (id) SELECT id FROM a;");
    Files.createDirectory(folder.resolve("schema"));
    Files.writeString(
        folder.resolve("schema/V001__tables.sql"), "CREATE TABLE b (id int PRIMARY KEY);");
    Files.writeString(
        folder.resolve("migration.yaml"),
        """
        migration: shop
        old: { postgres: { url: "${OLD}" } }
        new: { postgres: { url: "${NEW}" } }
        """);
  }
}
