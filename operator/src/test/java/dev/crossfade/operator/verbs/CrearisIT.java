package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.operator.demo.crearis.Theater;
import dev.crossfade.operator.process.Interruption;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real archived data, with everything that the original migration of it got wrong: one method for
 * each of its groups of bugs, which says what is right here.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrearisIT {

  private static final Path CREARIS = Path.of("..", "migrations", "crearis");
  private static final String FIRST_EVENT = "_demo.event_forum_theater_schwabing";

  private final TestDatabase target = TestPostgres.shared().create("crearis_new");

  @TempDir Path folder;
  private Path migration;
  private Path file;
  private Theater theater;

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
    theater = Theater.once(CREARIS.resolve("demo"));
    theater.table("posts").row("_demo.post_001").put("tag_ids", "_demo.category_workshops");
    theater.writeTo(file);
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
      everyStatusIsTheOldOne();
      textKeysFindTheirRows();
      listsAreRowsAndNoKeyIsAList();
      truthIsWrittenOneWayAndNoVenueIsWrong();
      keysWithDigitsUnderscoresAndLettersFromElsewhereStay();
      generatedColumnsAndCirclesAreRight();
      assertThat(verified()).contains("EQUAL");
      assertThat(run("status").out()).contains("stage datA_config: done").contains("stage datG_");

      theNextArchiveReplacesUpdatesAndAppends();
      anUnknownStatusIsADeadLetterAndNoDefault();
    } finally {
      stop.request();
      running.orTimeout(60, TimeUnit.SECONDS).join();
    }
    Program.Run undone = run("unprepare", "--yes");
    assertThat(undone.code()).as(undone.err()).isZero();
  }

  // Group 1: every status fell to draft; archived and deleted rows rose again.
  private void everyStatusIsTheOldOne() {
    for (String table : Theater.ENTITIES) {
      assertThat(
              target.query(
                  "SELECT DISTINCT s.name, s.\"table\" FROM "
                      + table
                      + " t JOIN status s ON s.id = t.status_id"))
          .containsExactly(List.of("active", table));
    }
    assertThat(target.ask("SELECT count(*) FROM status")).isEqualTo("81");
  }

  // Group 2: text keys became NULL, or a number that happened to be another row's.
  private void textKeysFindTheirRows() {
    Set<String> venues = new TreeSet<>();
    Set<String> users = new TreeSet<>();
    for (Map<String, @Nullable Object> event : theater.table("events").rows()) {
      if (theater.table("locations").has(event.get("address_id"))) {
        venues.add(event.get("id") + "=" + event.get("address_id"));
      }
      if (event.get("user_id") != null) {
        users.add(event.get("id") + "=" + event.get("user_id") + "@theaterpedia.org");
      }
    }
    assertThat(pairs("SELECT e.xmlid, l.xmlid FROM events e JOIN locations l ON l.id = e.location"))
        .isEqualTo(venues);
    assertThat(pairs("SELECT e.xmlid, u.sysmail FROM events e JOIN users u ON u.id = e.user_id"))
        .isEqualTo(users);
    assertThat(
            target.ask("SELECT count(*) FROM events e JOIN instructors i ON i.id = e.public_user"))
        .isEqualTo("28");
  }

  // Group 3: lists were copied whole into event_xmlid.
  private void listsAreRowsAndNoKeyIsAList() {
    for (String table : List.of("instructors", "locations", "participants", "posts")) {
      assertThat(resolved(table)).as(table).isEqualTo(resolvable(table));
      assertThat(target.ask("SELECT count(*) FROM " + table + " WHERE event_xmlid LIKE '%,%'"))
          .isEqualTo("0");
    }
    assertThat(target.ask("SELECT count(*) FROM event_participants")).isEqualTo("60");
    assertThat(target.ask("SELECT count(*) FROM interactions")).isEqualTo("60");
  }

  // Group 4: 'True' was never 'true'; an old id that happened to be a partner's was a wrong venue.
  private void truthIsWrittenOneWayAndNoVenueIsWrong() {
    assertThat(target.ask("SELECT count(*) FROM locations WHERE is_company = 'true'"))
        .isEqualTo("21");
    assertThat(target.ask("SELECT count(*) FROM locations WHERE is_company IS NULL"))
        .isEqualTo("8");
    assertThat(
            target.ask("SELECT count(*) FROM events WHERE location IS NULL AND address_id <> ''"))
        .isEqualTo("0");
    assertThat(target.ask("SELECT count(*) FROM posts WHERE cover_properties IS NULL"))
        .isEqualTo("8"); // null is not '{}'
    assertThat(target.ask("SELECT count(*) FROM posts WHERE updated_at LIKE '%T%'")).isEqualTo("0");
  }

  // Group 5: '_' was a wildcard, digits were no part of a domaincode, keys kept or lost letters.
  private void keysWithDigitsUnderscoresAndLettersFromElsewhereStay() {
    for (String table : Theater.ENTITIES) {
      assertThat(found(table)).as(table).isEqualTo(archived(table));
      assertThat(
              target.ask(
                  "SELECT count(*) FROM TABLE t WHERE t.xmlid LIKE 'project1.%'"
                      .replace("TABLE", table)))
          .isNotEqualTo("0");
    }
    assertThat(target.ask("SELECT count(*) FROM locations WHERE xmlid ~ '[^ -~]'")).isEqualTo("4");
    assertThat(
            pairs(
                "SELECT i.xmlid, p.domaincode FROM images i JOIN projects p ON p.id = i.project_id"
                    + " WHERE i.xmlid NOT LIKE p.domaincode || '.image\\_%'"))
        .isEmpty();
  }

  // Group 7: generated columns, the reserved word, circles of references.
  private void generatedColumnsAndCirclesAreRight() {
    assertThat(
            pairs(
                "SELECT p.domaincode, r.domaincode FROM projects p JOIN projects r ON r.id = p.regio"))
        .containsExactly("_demo=_demo", "project1=_demo", "project2=project1");
    assertThat(
            pairs(
                "SELECT u.sysmail, i.xmlid FROM projects p JOIN users u ON u.id = p.owner_id"
                    + " JOIN instructors i ON i.id = u.instructor_id"
                    + " JOIN projects j ON j.id = i.regio_id"))
        .containsExactly(
            "_demo.partner_instructor_01@theaterpedia.org=_demo.instructor_01",
            "_demo.partner_instructor_02@theaterpedia.org=_demo.instructor_02");
    assertThat(pairs("SELECT DISTINCT lang, status_display FROM locations"))
        .containsExactly("cz=aktivní", "de=aktiv");
    assertThat(target.ask("SELECT count(*) FROM projects WHERE is_regio")).isEqualTo("1");
    assertThat(
            pairs(
                "SELECT p.xmlid, t.name FROM posts_tags j JOIN posts p ON p.id = j.post_id"
                    + " JOIN tags t ON t.id = j.tag_id"))
        .containsExactly("_demo.post_001=workshops");
    assertThat(target.ask("SELECT count(*) FROM images WHERE (author).adapter = 'unsplash'"))
        .isNotEqualTo("0");
  }

  // Group 6: the import put ids of the source in, replaced nothing and knew no transaction.
  private void theNextArchiveReplacesUpdatesAndAppends() throws IOException {
    String id = target.ask("SELECT id FROM instructors WHERE xmlid = '_demo.instructor_01'");
    theater.table("events").row(FIRST_EVENT).put("status", "archived");
    theater.table("instructors").row("_demo.instructor_01").put("name", "Another Name");
    Map<String, @Nullable Object> added =
        new LinkedHashMap<>(theater.table("posts").row("_demo.post_001"));
    added.put("id", "_demo.post_901");
    added.put("status", "deleted");
    theater.table("posts").put(added);
    theater.table("participants").remove("_demo.child_001");
    theater.writeTo(file);

    untilTheNewSideIsTheArchive();
    assertThat(status("events", FIRST_EVENT)).isEqualTo("archived");
    assertThat(status("posts", "_demo.post_901")).isEqualTo("deleted");
    assertThat(target.ask("SELECT name FROM instructors WHERE id = " + id))
        .isEqualTo("Another Name");
    assertThat(verified()).contains("EQUAL");
  }

  private void anUnknownStatusIsADeadLetterAndNoDefault() throws IOException {
    String one = theater.table("locations").rows().iterator().next().get("id").toString();
    theater.table("locations").row(one).put("status", "unheard of");
    theater.writeTo(file);
    Deadline.untilAsserted(
        Bench.SOON,
        () -> {
          assertThat(target.query("SELECT new_table, sql_state, column_name FROM crossfade.dead"))
              .containsExactly(List.of("\"public\".\"locations\"", "23502", "status_id"));
          assertThat(target.ask("SELECT count(*) FROM locations WHERE xmlid = '" + one + "'"))
              .isEqualTo("0");
        });
    assertThat(verified()).contains("EQUAL");
  }

  private void untilTheNewSideIsTheArchive() {
    Deadline.untilAsserted(
        Bench.SOON,
        () -> {
          for (String table : Theater.ENTITIES) {
            assertThat(found(table)).as(table).isEqualTo(archived(table));
          }
          for (String table : List.of("instructors", "locations", "participants", "posts")) {
            assertThat(resolved(table)).as(table).isEqualTo(resolvable(table));
          }
        });
  }

  private Set<String> found(String table) {
    return pairs("SELECT xmlid, name FROM " + table);
  }

  private Set<String> archived(String table) {
    Set<String> rows = new TreeSet<>();
    theater.table(table).rows().forEach(row -> rows.add(row.get("id") + "=" + row.get("name")));
    return rows;
  }

  /** Pairs of an event and whatever names it, as far as the event exists. */
  private Set<String> resolved(String table) {
    String one = table.substring(0, table.length() - 1);
    return pairs(
        "SELECT e.xmlid, x.xmlid FROM event_TABLE j JOIN events e ON e.id = j.event_id JOIN TABLE x"
                .replace("TABLE", table)
            + " ON x.id = j."
            + one
            + "_id");
  }

  private Set<String> resolvable(String table) {
    Set<String> pairs = new TreeSet<>();
    for (Map<String, @Nullable Object> row : theater.table(table).rows()) {
      for (String event : String.valueOf(row.get("event_id")).split(",")) {
        if (theater.table("events").has(event.strip())) {
          pairs.add(event.strip() + "=" + row.get("id"));
        }
      }
    }
    return pairs;
  }

  private Set<String> pairs(String sql) {
    Set<String> pairs = new TreeSet<>();
    target.query(sql).forEach(row -> pairs.add(row.get(0) + "=" + row.get(1)));
    return pairs;
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
    List<String> all = new ArrayList<>(List.of(verb, migration.toString()));
    all.addAll(List.of(options));
    return Program.run(environment(), all.toArray(String[]::new));
  }

  private Map<String, String> environment() {
    return Map.of("OLD_FILE", file.toString(), "NEW_DATABASE_URL", target.url());
  }
}
