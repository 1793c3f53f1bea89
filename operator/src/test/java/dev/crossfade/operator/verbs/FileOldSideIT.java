package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.extractor.tinymuse.world.WorldObject;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dump migrates through the verbs like a database. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FileOldSideIT {

  @TempDir Path folder;
  private Bench bench;
  private Path dump;
  private final World world = World.of(21, 20, 200, 50);

  @BeforeEach
  void aMigrationOfADump() throws IOException {
    bench = new Bench(folder, "muse");
    dump = folder.resolve("mdb");
    Files.writeString(
        folder.resolve("migration.yaml"),
        """
        migration: muse
        old: { tinymuse: { file: mdb } }
        new: { postgres: { url: "${NEW}" } }
        kafka: { partitions: 2 }
        limits: { row-max: 1MiB }
        left-out:
          passwords: nobody needs them
          dump: not needed
          lock_references: not needed
          definitions: not needed
          parents: not needed
          children: not needed
          player_classes: not needed
          powers: not needed
          remarks: not needed
          mail.flags: not needed
          mail.read: not needed
          objects.zone: not needed
          objects.link: not needed
          objects.create_time: not needed
          objects.exits_ordinal: not needed
          objects.description: not needed
          objects.class: not needed
          objects.powers: not needed
          objects.sound_location: not needed
          objects.sound_zone: not needed
          objects.sound_link: not needed
          objects.sound_owner: not needed
          attributes.flags: not needed
        """);
    bench
        .schema(
            """
            CREATE TABLE things (id int PRIMARY KEY, kind text NOT NULL, name text NOT NULL,
              place int, owner int, bits bigint, flags text[], changed timestamptz, ordinal int);
            CREATE TABLE traits (thing int, definer int, number int, name text, value text,
              PRIMARY KEY (thing, definer, number));
            CREATE TABLE letters (id int PRIMARY KEY, sender int, recipient int, sent timestamptz,
              content text);
            """)
        .mapping(
            """
            INSERT INTO things (id, kind, name, place, owner, bits, flags, changed, ordinal)
            SELECT o.dbref, o.type, o.name, o.location, o.owner, o.flags, o.flag_names, o.mod_time,
                   o.contents_ordinal
            FROM objects o WHERE NOT o.freed;
            INSERT INTO traits (thing, definer, number, name, value)
            SELECT a.object, a.definer, a.index, a.name, a.value FROM attributes a;
            INSERT INTO letters (id, sender, recipient, sent, content)
            SELECT m.ordinal, m.sender, m.recipient, m.sent, m.message FROM mail m;
            """);
    write();
  }

  @AfterEach
  void dropDatabases() {
    bench.close();
  }

  @Test
  void aDumpMigratesAndEveryLaterDumpIsAStreamOfChanges() throws IOException {
    Program.Run checked = bench.run("check");
    assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
    Program.Run prepared = bench.run("prepare");
    assertThat(prepared.code()).as(prepared.err()).isZero();
    assertThat(bench.run("status").err()).isEmpty(); // nobody holds the file now

    try (Bench.Running running = bench.start("run")) {
      bench.untilCaughtUp(1);
      untilTheNewSideIsTheWorld();
      world.live(60);
      write();
      untilTheNewSideIsTheWorld();
      theVerifierAgrees();
      aDamagedDumpIsSaidAndChangesNothing();
      assertThat(running.isRunning()).isTrue();
    }
    world.live(60); // while nothing runs
    write();
    try (Bench.Running running = bench.start("run")) {
      untilTheNewSideIsTheWorld();
      theVerifierAgrees();
      assertThat(running.isRunning()).isTrue();
    }
    Program.Run undone = bench.run("unprepare", "--yes");
    assertThat(undone.code()).as(undone.err()).isZero();
    assertThat(folder.resolve(".crossfade/muse/old")).doesNotExist();
    assertThat(bench.run("prepare").code()).isZero();
  }

  @Test
  void aDamagedOrMissingDumpIsToldBeforeAnythingIsMade() throws IOException {
    byte[] whole = Files.readAllBytes(dump);
    Files.write(dump, Arrays.copyOf(whole, whole.length / 3));
    for (String verb : List.of("check", "prepare")) {
      Program.Run refused = bench.run(verb);
      assertThat(refused.code()).as(verb).isEqualTo(1);
      assertThat(refused.err()).containsPattern("mdb: line \\d+, object #\\d+: ");
    }
    Files.delete(dump);
    Program.Run missing = bench.run("check");
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("there is no file").contains("mdb");
  }

  private void aDamagedDumpIsSaidAndChangesNothing() throws IOException {
    byte[] whole = Files.readAllBytes(dump);
    Files.write(dump, Arrays.copyOf(whole, whole.length / 2));
    Deadline.untilAsserted(
        Bench.SOON,
        () -> {
          JsonNode status = bench.status();
          assertThat(status.get("reasons").toString()).contains("mdb: line ");
          assertThat(status.get("ready").asBoolean()).isFalse();
        });
    mustBeTheWorld();
    write();
    Deadline.untilAsserted(
        Bench.SOON,
        () -> assertThat(bench.status().get("reasons").toString()).doesNotContain("mdb: line"));
  }

  private void theVerifierAgrees() {
    Program.Run verified = bench.run("verify");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).contains("EQUAL");
  }

  private void untilTheNewSideIsTheWorld() {
    Deadline.untilAsserted(Bench.SOON, this::mustBeTheWorld);
  }

  private void mustBeTheWorld() {
    assertThat(
            bench
                .target
                .query("SELECT id, name, place, owner, bits FROM things ORDER BY id")
                .stream()
                .map(String::valueOf)
                .toList())
        .isEqualTo(
            world.objects().stream()
                .filter(object -> !object.name.equals("*"))
                .map(FileOldSideIT::expected)
                .toList());
    assertThat(bench.target.ask("SELECT count(*) FROM letters"))
        .isEqualTo(String.valueOf(world.mail().size()));
    assertThat(bench.target.ask("SELECT count(*) FROM traits WHERE name = 'Password'"))
        .isEqualTo("0");
  }

  private static String expected(WorldObject object) {
    return List.of(object.dbref, object.name, object.location, object.owner, object.flags)
        .toString();
  }

  private void write() throws IOException {
    world.writeTo(dump, StandardCharsets.ISO_8859_1);
  }
}
