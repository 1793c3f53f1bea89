package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.operator.process.Interruption;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real archived data, with everything that the original migration of it got wrong. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrearisIT {

  private static final Path CREARIS = Path.of("..", "migrations", "crearis");
  private static final List<String> ENTITIES =
      List.of("events", "posts", "participants", "instructors", "locations");

  private final TestDatabase target = TestPostgres.shared().create("crearis_new");

  @TempDir Path folder;
  private Path migration;
  private Path file;
  private CrearisArchive archive;

  @BeforeEach
  void copy() throws IOException {
    migration = folder.resolve("crearis");
    try (Stream<Path> files = Files.walk(CREARIS)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Path copy = migration.resolve(CREARIS.relativize(each));
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    }
    file = folder.resolve("backup.tar.gz");
    archive = CrearisArchive.of(CREARIS.resolve("demo"));
    archive.writeTo(file);
  }

  @AfterEach
  void drop() {
    target.close();
  }

  @Test
  void anArchiveMigratesAndTheNextOneIsASetOfChanges() throws IOException {
    Program.Run prepared = run("prepare");
    assertThat(prepared.code()).as(prepared.out() + prepared.err()).isZero();
    Interruption stop = new Interruption();
    CompletableFuture<Program.Run> running =
        CompletableFuture.supplyAsync(
            () -> Program.run(environment(), stop, "run", migration.toString()));
    try {
      untilTheNewSideIsTheArchive();
      whatTheOriginalGotWrongIsRight();
      assertThat(verified()).contains("EQUAL");

      archive.row("events", "_demo.event_forum_theater_schwabing").put("status", "archived");
      archive.row("instructors", "_demo.instructor_01").put("name", "Another Name");
      ObjectNode added = archive.row("posts", "_demo.post_001").deepCopy();
      archive.rows("posts").add(added.put("id", "_demo.post_901").put("status", "deleted"));
      archive.rows("participants").remove(0);
      archive.writeTo(file);

      untilTheNewSideIsTheArchive();
      assertThat(status("events", "_demo.event_forum_theater_schwabing")).isEqualTo("archived");
      assertThat(status("posts", "_demo.post_901")).isEqualTo("deleted");
      assertThat(target.ask("SELECT name FROM instructors WHERE xmlid = '_demo.instructor_01'"))
          .isEqualTo("Another Name");
      assertThat(verified()).contains("EQUAL");

      archive
          .row("locations", archive.all("locations").get(0).get("id").asText())
          .put("status", "unheard of");
      archive.writeTo(file);
      Deadline.untilAsserted(
          Bench.SOON,
          () ->
              assertThat(
                      target.ask(
                          "SELECT count(*) FROM crossfade.dead WHERE new_table LIKE '%locations%'"))
                  .isEqualTo("1"));
    } finally {
      stop.request();
      running.orTimeout(60, TimeUnit.SECONDS).join();
    }
    Program.Run undone = run("unprepare", "--yes");
    assertThat(undone.code()).as(undone.err()).isZero();
  }

  private void untilTheNewSideIsTheArchive() {
    Deadline.untilAsserted(
        Bench.SOON,
        () -> {
          for (String table : ENTITIES) {
            assertThat(found(table)).as(table).isEqualTo(archived(table));
          }
          for (String table : List.of("instructors", "locations", "participants", "posts")) {
            assertThat(resolved(table)).as(table).isEqualTo(resolvable(table));
          }
        });
  }

  private Set<String> found(String table) {
    Set<String> rows = new TreeSet<>();
    target
        .query("SELECT xmlid, name FROM " + table)
        .forEach(row -> rows.add(row.get(0) + "=" + row.get(1)));
    return rows;
  }

  private Set<String> archived(String table) {
    Set<String> rows = new TreeSet<>();
    archive
        .all(table)
        .forEach(row -> rows.add(row.get("id").asText() + "=" + row.get("name").asText()));
    return rows;
  }

  /** Pairs of an event and whatever names it, as far as the event exists. */
  private Set<String> resolved(String table) {
    String one = table.substring(0, table.length() - 1);
    Set<String> pairs = new TreeSet<>();
    target
        .query(
            "SELECT e.xmlid, x.xmlid FROM event_TABLE j JOIN events e ON e.id = j.event_id"
                    .replace("TABLE", table)
                + " JOIN "
                + table
                + " x ON x.id = j."
                + one
                + "_id")
        .forEach(row -> pairs.add(row.get(0) + "=" + row.get(1)));
    return pairs;
  }

  private Set<String> resolvable(String table) {
    Set<String> events =
        archive.all("events").stream().map(e -> e.get("id").asText()).collect(Collectors.toSet());
    Set<String> pairs = new TreeSet<>();
    for (ObjectNode row : archive.all(table)) {
      for (String event : row.get("event_id").asText().split(",")) {
        if (events.contains(event.strip())) {
          pairs.add(event.strip() + "=" + row.get("id").asText());
        }
      }
    }
    return pairs;
  }

  private void whatTheOriginalGotWrongIsRight() {
    // every status fell to draft
    assertThat(
            target.query(
                "SELECT DISTINCT s.name FROM events e JOIN status s ON s.id = e.status_id"
                    + " AND s.\"table\" = 'events'"))
        .containsExactly(List.of("active"));
    assertThat(target.ask("SELECT count(*) FROM status")).isEqualTo("81");
    // text keys became NULL, or a number that happened to be another row's
    assertThat(
            target
                .query(
                    "SELECT e.xmlid, l.xmlid FROM events e JOIN locations l ON l.id = e.location")
                .stream()
                .map(row -> row.get(0) + "=" + row.get(1)))
        .containsExactlyInAnyOrderElementsOf(
            archive.all("events").stream()
                .filter(e -> exists("locations", e.get("address_id").asText()))
                .map(e -> e.get("id").asText() + "=" + e.get("address_id").asText())
                .toList());
    // 'True' was never 'true'
    assertThat(target.ask("SELECT count(*) FROM locations WHERE is_company"))
        .isEqualTo(
            String.valueOf(
                archive.all("locations").stream()
                    .filter(l -> l.get("is_company").asText().equals("True"))
                    .count()));
    // the alias of an instructor
    assertThat(
            target.ask("SELECT count(*) FROM events e JOIN instructors i ON i.id = e.public_user"))
        .isEqualTo("28");
    // lists were copied whole
    assertThat(target.ask("SELECT count(*) FROM event_participants")).isEqualTo("60");
    // null is not '{}'
    assertThat(target.ask("SELECT count(*) FROM posts WHERE cover_properties IS NULL"))
        .isEqualTo("8");
  }

  private boolean exists(String table, String id) {
    return archive.all(table).stream().anyMatch(row -> row.get("id").asText().equals(id));
  }

  private String status(String table, String xmlid) {
    return target.ask(
        "SELECT s.name FROM "
            + table
            + " t JOIN status s ON s.id = t.status_id WHERE t.xmlid = '"
            + xmlid
            + "'");
  }

  /** Events that nobody ever entered are orphans, and no differences. */
  private String verified() {
    Program.Run verified = run("verify");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    return verified.out();
  }

  private Program.Run run(String verb, String... options) {
    List<String> all = new java.util.ArrayList<>(List.of(verb, migration.toString()));
    all.addAll(List.of(options));
    return Program.run(environment(), all.toArray(String[]::new));
  }

  private Map<String, String> environment() {
    return Map.of("OLD_FILE", file.toString(), "NEW_DATABASE_URL", target.url());
  }
}
