package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.extractor.archive.ArchiveFormat;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import dev.crossfade.operator.demo.crearis.Theater;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * From an archive to an archive: the program is killed with SIGKILL while later archives come in
 * and others are written. The new file is whole at every moment, and in the end it is the last one.
 */
class ArchiveKillIT {

  private static final Path CREARIS = Path.of("..", "migrations", "crearis");
  private static final int KILLS = 3;

  private final long seed = Seed.of(ArchiveKillIT.class);
  private final Random random = new Random(seed);

  /** Red when ArchiveWriter packs into the file itself. */
  @Test
  void theProgramIsKilledWhileArchivesComeAndGo() throws IOException {
    Theater theater = Theater.once(CREARIS.resolve("demo"));
    try (Migration migration = Migration.copyOf(CREARIS)) {
      Path in = migration.folder().resolve("in.tar.gz");
      Path out = migration.folder().resolve("out.tar.gz");
      migration.write(
          "migration.yaml",
          migration
              .read("migration.yaml")
              .replace("\"${OLD_FILE}\"", "in.tar.gz")
              .replace(
                  "postgres: { url: \"${NEW_DATABASE_URL}\", schema: public }",
                  "archive: { file: out.tar.gz }"));
      theater.writeTo(in);
      migration.run("prepare").yes();
      RunningService running = migration.start("run");
      untilTheNewArchiveIs(theater, out);
      for (int kill = 0; kill < KILLS; kill++) {
        theater.table("events").rows().iterator().next().put("name", "Kill " + kill);
        theater.table("participants").remove("_demo.child_00" + (kill + 1));
        theater.writeTo(in);
        byte[] before = Files.readAllBytes(out);
        long patience = System.nanoTime() + random.nextInt(6_000) * 1_000_000L;
        Deadline.until(
            Migration.WAIT_MAX,
            "the moment of the kill",
            () -> System.nanoTime() > patience || !Arrays.equals(before, bytes(out)));
        running.kill();
        assertThat(events(out)).isNotEmpty(); // whole, whichever it is
        running = migration.start("run");
      }
      untilTheNewArchiveIs(theater, out);
      assertThat(migration.run("verify").out()).contains("\nEQUAL at ");
      assertThat(running.interrupt()).isEqualTo(130);
      migration.run("unprepare", "--yes").yes();
    }
  }

  private static void untilTheNewArchiveIs(Theater theater, Path out) {
    Set<String> wanted = new TreeSet<>();
    for (Map<String, @Nullable Object> event : theater.table("events").rows()) {
      wanted.add(event.get("id") + " " + event.get("name"));
    }
    Set<String> people = new TreeSet<>();
    theater
        .table("participants")
        .rows()
        .forEach(row -> people.add(row.get("id") + " " + row.get("name")));
    Deadline.untilAsserted(
        Migration.WAIT_MAX,
        () -> {
          assertThat(out).exists();
          assertThat(events(out)).isEqualTo(wanted);
          assertThat(rows(out, "participants")).isEqualTo(people);
        });
  }

  private static Set<String> events(Path archive) {
    return rows(archive, "events");
  }

  /** Natural keys and names as the program's own reader finds them, checksums and counts first. */
  private static Set<String> rows(Path archive, String wanted) {
    OldFile file = new ArchiveFormat().open(archive, "out.tar.gz", Map.of());
    List<FileTable> tables = file.tables();
    FileTable table =
        tables.stream().filter(each -> each.name().equals(wanted)).findFirst().orElseThrow();
    List<String> columns = table.columns().stream().map(FileTable.Column::name).toList();
    Set<String> rows = new TreeSet<>();
    file.read(
        tables,
        (name, values) -> {
          if (name.equals(wanted)) {
            rows.add(values[columns.indexOf("xmlid")] + " " + values[columns.indexOf("name")]);
          }
        });
    return rows;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
