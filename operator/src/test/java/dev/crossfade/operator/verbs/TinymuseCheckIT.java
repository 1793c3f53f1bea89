package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinymuseCheckIT {

  private static final Path TINYMUSE = Path.of("..", "migrations", "tinymuse");

  @TempDir Path folder;

  @Test
  void theTinymuseMigrationIsInOrderAgainstADumpWithEverythingOddInIt() throws IOException {
    Path dump = folder.resolve("mdb");
    World.of(4, 30, 300, 100).writeTo(dump, StandardCharsets.ISO_8859_1);
    try (TestDatabase target = TestPostgres.shared().create("tinymuse_new")) {
      Map<String, String> environment =
          Map.of("OLD_FILE", dump.toString(), "NEW_DATABASE_URL", target.url());

      Program.Run checked = Program.run(environment, "check", TINYMUSE.toString());
      Program.Run explained = Program.run(environment, "explain", TINYMUSE.toString());

      assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
      assertThat(checked.out()).contains("in order");
      assertThat(explained.code()).as(explained.err()).isZero();
      assertThat(explained.out()).contains("public.objects → public.virtual_objects");
    }
  }
}
