package dev.crossfade.verifier.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.problems.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnChecksTest {

  @TempDir Path folder;

  private OwnChecks read() {
    return OwnChecks.read(folder, file -> String.valueOf(file.getFileName()));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFolderThatIsNotThereHasNoChecks() {
    OwnChecks none = OwnChecks.read(folder.resolve("checks"), Path::toString);

    assertThat(none.checks()).isEmpty();
    assertThat(none.problems()).isEmpty();
  }

  @Test
  void checksAreReadInTheOrderOfTheirNamesEachWithItsTitle() throws IOException {
    file("020-later.sql", "-- Later\nSELECT 2");
    file("010-first.sql", "\n--  First of all \n-- more\nSELECT ';' AS s; -- done\n");

    assertThat(read().problems()).isEmpty();
    assertThat(read().checks())
        .extracting(OwnCheck::name, OwnCheck::title)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("010-first", "First of all"),
            org.assertj.core.groups.Tuple.tuple("020-later", "Later"));
    assertThat(read().checks().get(0).query("offending.*"))
        .startsWith("SELECT offending.* FROM (\n")
        .endsWith("SELECT ';' AS s\n) AS offending");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPlace() throws IOException {
    file("nameless.sql", "-- Title\nSELECT 1");
    file("010-untitled.sql", "SELECT 1");
    file("020-two.sql", "-- Two\nSELECT 1;\n  DELETE FROM t");
    file("030-empty.sql", "-- Nothing\n");
    file("040-open.sql", "-- Open\nSELECT 'x");
    file("050-good.sql", "-- Good\nSELECT 1");

    assertThat(read().checks()).extracting(OwnCheck::name).containsExactly("050-good");
    assertThat(read().problems())
        .extracting(Problem::getFile)
        .containsExactly(
            "010-untitled.sql", "020-two.sql", "030-empty.sql", "040-open.sql", "nameless.sql");
    assertThat(read().problems().get(1).place()).hasToString("020-two.sql:3:3");
    assertThat(read().problems()).allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
  }
}
