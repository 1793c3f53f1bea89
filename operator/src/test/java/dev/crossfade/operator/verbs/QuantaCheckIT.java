package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class QuantaCheckIT {

  private static final Path QUANTA = Path.of("..", "migrations", "quanta");

  @Test
  void theQuantaMigrationIsInOrderAgainstItsOldSchema() throws IOException {
    try (TestDatabase old = TestPostgres.shared().create("quanta_old");
        TestDatabase target = TestPostgres.shared().create("quanta_new")) {
      old.execute(
          Files.readString(QUANTA.resolve("demo/old/001-tables.sql")),
          Files.readString(QUANTA.resolve("demo/old/002-triggers.sql")));
      Map<String, String> environment =
          Map.of(
              "OLD_DATABASE_URL",
              old.url(),
              "NEW_DATABASE_URL",
              target.url(),
              "MIGRATION_DATE",
              "2025-11-21");

      Program.Run checked = Program.run(environment, "check", QUANTA.toString());
      Program.Run explained = Program.run(environment, "explain", QUANTA.toString());

      assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
      assertThat(explained.code()).isZero();
    }
  }
}
