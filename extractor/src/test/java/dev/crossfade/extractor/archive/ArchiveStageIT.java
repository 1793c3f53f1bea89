package dev.crossfade.extractor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.staging.FileStage;
import dev.crossfade.extractor.staging.Staged;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second archive over the first. */
class ArchiveStageIT {

  private final TestDatabase database = TestPostgres.shared().create("archived");

  @TempDir Path folder;

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void aSecondArchiveUpdatesAppendsAndDeletes() throws Exception {
    stage("[\"a\", 1, null, true], [\"b\", 2, \"x\", false], [\"c\", 3, \"y\", null]");

    Staged second =
        stage("[\"b\", 2, \"z\", false], [\"c\", 3, \"y\", null], [\"d\", 4, null, true]");

    assertThat(second).isEqualTo(new Staged(Staged.Outcome.READ, 1, 1, 1));
    assertThat(database.query("SELECT id, n, t, b FROM t ORDER BY id").toString())
        .isEqualTo("[[b, 2, z, f], [c, 3, y, null], [d, 4, null, t]]");
  }

  /** Red when an archive is read with its own types: a text would lose its quotes in jsonb. */
  @Test
  void theTypesOfTheFirstArchiveStay() throws Exception {
    stage("[\"a\", 1, {\"k\": 1}, null], [\"b\", 1, \"7\", null]");

    stage("[\"a\", 1, \"7\", [1, 2]], [\"b\", 1, null, true]");

    assertThat(database.query("SELECT id, t::text, b FROM t ORDER BY id"))
        .isEqualTo(
            List.of(List.of("a", "\"7\"", "[1,2]"), java.util.Arrays.asList("b", null, "true")));
    assertThatThrownBy(() -> stage("[\"a\", \"secret\", null, null]"))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("table t, column n: a value that is not of the column's type")
        .hasMessageNotContaining("secret");
    assertThat(database.ask("SELECT count(*) FROM t")).isEqualTo("2");
  }

  private Staged stage(String rows) throws IOException, SQLException {
    long count = rows.chars().filter(c -> c == '[').count() - (rows.contains("[1, 2]") ? 1 : 0);
    Path made =
        new TarText()
            .file(
                "t.json",
                "{\"tableName\": \"t\", \"rowCount\": "
                    + count
                    + ", \"columns\": [\"id\", \"n\", \"t\", \"b\"], \"rows\": ["
                    + rows
                    + "]}")
            .write(folder);
    Path file = folder.resolve("backup.tar.gz");
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    return new FileStage(PostgresUrl.parse(database.url()), new ArchiveFormat(), file, Map.of())
        .look();
  }
}
