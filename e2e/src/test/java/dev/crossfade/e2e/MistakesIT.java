package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Outcome;
import dev.crossfade.e2e.harness.Program;
import dev.crossfade.e2e.harness.Servers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a newcomer gets wrong: one clear message, the right exit code, never a stack trace. */
class MistakesIT {

  /** Seen red, as the next one, when {@code Diagnosis} knows no failure of the operator's own. */
  @Test
  void aMistakeOnTheCommandLineOrInTheFolderIsNamed() {
    try (Migration migration = People.with(10)) {
      Program program = migration.programWith(Map.of());
      String folder = migration.folder().toString();
      says(program.run("prepar", folder), 2, "prepar");
      says(program.run("status"), 2, "FOLDER");
      says(program.run("check", folder + "/nowhere"), 2, "nowhere");
      says(program.run("run", folder), 1, "not prepared", "prepare");

      migration.write("mapping.sql", People.MAPPING.replace("u.last", "u.lost"));
      says(program.run("check", folder), 1, "mapping.sql:2:32", "u.lost does not exist", "u.last");
      says(program.run("prepare", folder), 1, "u.lost does not exist");

      String yaml = migration.read("migration.yaml");
      migration.write("migration.yaml", yaml.replace("kafka:", "kafak:"));
      says(program.run("check", folder), 2, "migration.yaml:6", "kafak", "kafka");
      migration.write("migration.yaml", yaml.replace("old:\n", "old: [\n"));
      says(program.run("status", folder), 2, "migration.yaml");
    }
  }

  @Test
  void aServerThatDoesNotAnswerOrLetUsInIsNamed() {
    try (Migration migration = People.with(10)) {
      String folder = migration.folder().toString();
      Servers.shared().old().requirePassword("locked", "right");
      String url = migration.old().url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
      String locked = url.replaceFirst("//", "//locked:wrong@");

      says(old(migration, locked).run("prepare", folder), 3, "locked", "password");
      says(old(migration, url + "_gone?user=postgres").run("prepare", folder), 3, "_gone");
      says(
          old(migration, "postgresql://postgres@no.such.host.invalid/x").run("check", folder),
          3,
          "no.such.host.invalid");
      says(old(migration, "postgresql://postgres@localhost:1/x").run("run", folder), 3, "1");
      says(old(migration, "mysql://root@localhost/x").run("check", folder), 2, "database URL");
      says(
          migration.programWith(Map.of("KAFKA_BOOTSTRAP", "localhost:1")).run("prepare", folder),
          3,
          "Kafka does not answer",
          "localhost:1");
      assertThat(old(migration, locked).run("check", folder).toString()).doesNotContain("wrong");
    }
  }

  private static Program old(Migration migration, String url) {
    return migration.programWith(Map.of("OLD_DATABASE_URL", url));
  }

  private static void says(Outcome outcome, int code, String... words) {
    assertThat(outcome.code()).as(outcome.toString()).isEqualTo(code);
    assertThat(outcome.out() + outcome.err())
        .contains(words)
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
  }
}
