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
class TuxCheckIT {

  private static final Path TUX = Path.of("..", "migrations", "tux");

  @Test
  void theTuxMigrationIsInOrderAgainstItsOldSchema() throws IOException {
    try (TestDatabase old = TestPostgres.shared().create("tux_old");
        TestDatabase target = TestPostgres.shared().create("tux_new")) {
      old.execute(
          Files.readString(TUX.resolve("demo/old/001-tables.sql")),
          Files.readString(TUX.resolve("demo/old/002-indexes-and-foreign-keys.sql")));
      Map<String, String> environment =
          Map.of("OLD_DATABASE_URL", old.url(), "NEW_DATABASE_URL", target.url());

      Program.Run checked = Program.run(environment, "check", TUX.toString());
      Program.Run explained = Program.run(environment, "explain", TUX.toString());

      assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
      assertThat(explained.code()).isZero();
      assertThat(explained.out()).contains("public.Case → public.cases").contains("late reference");
      // check leaves nothing behind
      assertThat(target.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
          .isEqualTo("0");
    }
  }
}
