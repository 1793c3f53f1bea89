package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.OldTopic;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.extractor.tinymuse.world.WorldObject;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A dump as the old side: the program is killed with SIGKILL while it reads one, and while its
 * differences are under way. The new database is the last dump all the same.
 */
class FileKillIT {

  private static final Path TINYMUSE = Path.of("..", "migrations", "tinymuse");
  private static final int KILLS = 3;

  private final long seed = Seed.of(FileKillIT.class);
  private final Random random = new Random(seed);
  private final World world = World.of(seed, 100, 2_000, 3_000);

  /**
   * Seen red, with messages lost, when FileStage commits a version's note before its rows, and
   * these table by table.
   */
  @Test
  void theProgramIsKilledWhileItReadsANewDump() throws IOException {
    try (Migration migration = Migration.copyOf(TINYMUSE)) {
      Path dump = migration.folder().resolve("mdb");
      migration.write(
          "migration.yaml", migration.read("migration.yaml").replace("\"${OLD_FILE}\"", "mdb"));
      world.writeTo(dump, StandardCharsets.ISO_8859_1);
      migration.run("prepare").yes();
      RunningService running = migration.start("run");
      untilTheNewDatabaseIsTheWorld(migration);
      try (OldTopic objects = OldTopic.of(migration, "objects")) {
        for (int kill = 0; kill < KILLS; kill++) {
          long size = objects.size() + random.nextInt(60); // markers, and then the differences
          world.live(400);
          world.writeTo(dump, StandardCharsets.ISO_8859_1);
          Deadline.until(Migration.WAIT_MAX, "some of it is read", () -> objects.size() > size);
          running.kill();
          running = migration.start("run");
        }
      }
      untilTheNewDatabaseIsTheWorld(migration);
      // Not its exit code: in some worlds a lost room ends up in another, and a check says so.
      assertThat(migration.run("verify").out()).contains("\nEQUAL at ");
      assertThat(running.interrupt()).isEqualTo(130);
      migration.run("unprepare", "--yes").yes();
    }
  }

  private void untilTheNewDatabaseIsTheWorld(Migration migration) {
    Deadline.untilAsserted(
        Migration.WAIT_MAX,
        () -> {
          assertThat(
                  migration
                      .newer()
                      .query(
                          "SELECT object_data ->> 'dbref', name FROM virtual_objects"
                              + " ORDER BY (object_data ->> 'dbref')::int"))
              .isEqualTo(
                  world.objects().stream()
                      .filter(object -> !object.name.equals("*"))
                      .map(FileKillIT::numberAndName)
                      .toList());
          assertThat(migration.newer().ask("SELECT count(*) FROM messages"))
              .isEqualTo(String.valueOf(world.mail().size()));
          assertThat(migration.newer().ask("SELECT count(*) FROM messages WHERE read_at IS NULL"))
              .isEqualTo(
                  String.valueOf(world.mail().stream().filter(m -> (m.flags() & 4) != 0).count()));
        });
  }

  private static List<String> numberAndName(WorldObject object) {
    return List.of(Integer.toString(object.dbref), object.name);
  }
}
