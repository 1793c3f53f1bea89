package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preparing a SQLite file, and undoing it. */
class SqliteNewSideTest {

  private static final NewTable NOTES =
      table("notes", List.of(notNull("id", "text"), column("body", "text")), "id");

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String[] DDL = {
    "CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT, changed TEXT)",
    "CREATE TABLE log (what TEXT)",
    "CREATE TRIGGER noted AFTER INSERT ON notes BEGIN INSERT INTO log VALUES (new.id); END",
    "CREATE TRIGGER of_log AFTER INSERT ON log BEGIN SELECT 1; END"
  };

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("app.db");
  }

  // Red without SqliteGuard.put in SqliteDatabase.prepare.
  @Test
  void nobodyElseWritesUntilItIsOpenAndThenTheTriggersAreBack() throws SQLException {
    try (SqliteWorld world = new SqliteWorld(path, List.of(NOTES), DDL)) {
      world.hand().write(world.batches.put("notes", "1", "a"));

      for (String write :
          List.of(
              "INSERT INTO notes (id) VALUES ('2')",
              "UPDATE notes SET body = 'b'",
              "DELETE FROM notes")) {
        assertThatThrownBy(() -> world.execute(write))
            .hasMessageContaining("crossfade_fills_this_table_write_to_the_old_database");
      }
      assertThat(world.ask("SELECT * FROM log")).isEmpty();

      world.database.open(world.plan);
      world.execute("INSERT INTO notes (id) VALUES ('2')");
      assertThat(world.ask("SELECT * FROM log")).containsExactly("2");
    }
  }

  // Red if DeferredTriggers.putBack does nothing.
  @Test
  void unpreparedItIsAsItWasWithTheRowsInIt() throws SQLException {
    SqliteWorld world = new SqliteWorld(path, List.of(NOTES), DDL);
    world.hand().write(world.batches.put("notes", "1", "a"));
    world.close();

    List<String> undone = world.database.unprepare(world.plan).more();

    assertThat(world.ask("SELECT name FROM sqlite_schema ORDER BY name"))
        .containsExactly("log", "noted", "notes", "of_log", "sqlite_autoindex_notes_1");
    assertThat(world.ask("SELECT id, body FROM notes")).containsExactly("1|a");
    assertThat(world.ask("PRAGMA journal_mode")).containsExactly("delete");
    assertThat(undone).anyMatch(each -> each.contains("app.db.before-lite-"));
  }

  // Red if SqliteGuard.remove goes by the plan: an interrupted prepare has left no plan.
  @Test
  void unpreparedWithoutAPlanItHasNoGuardsLeft() throws SQLException {
    SqliteWorld world = new SqliteWorld(path, List.of(NOTES), DDL);
    world.close();

    world.database.unprepare(Records.plan("lite", 1, List.of(), List.of()));

    world.execute("INSERT INTO notes (id) VALUES ('2')");
    assertThat(world.ask("SELECT * FROM log")).containsExactly("2");
  }

  // Red if Claim.of copies again, or after the first write.
  @Test
  void thereIsOneCopyOfTheFileAsItWasBeforeTheFirstWrite() throws SQLException, IOException {
    make(
        "CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT)",
        "INSERT INTO notes VALUES ('0', 'z')");
    SqliteDatabase database = new SqliteDatabase(path);
    MigrationPlan plan = Records.plan("lite", 1, List.of(NOTES), List.of());

    List<String> told = database.beforeFirstWrite("lite");
    database.prepare(plan);
    assertThat(database.beforeFirstWrite("lite")).isEqualTo(told);
    database.prepare(plan);

    List<Path> copies = copies();
    assertThat(copies).hasSize(1);
    assertThat(told).singleElement().asString().endsWith(copies.get(0).toString());
    assertThat(copies.get(0).getFileName().toString())
        .matches("app\\.db\\.before-lite-\\d{8}T\\d{6}Z");
    try (Connection copy = new SqliteFile(copies.get(0)).read();
        var rows = copy.createStatement().executeQuery("SELECT count(*) FROM sqlite_schema")) {
      assertThat(rows.getInt(1)).isEqualTo(2); // the table and its index, nothing of ours
    }
  }

  // Red without deleting the unfinished copy in Claim.copy.
  @Test
  void aCopyThatFailsLeavesNothingUnfinished() throws SQLException, IOException {
    make("CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT)");
    Instant now = Instant.now();
    for (int second = 0; second < 120; second++) { // whichever it is by then: the name is taken
      Files.createFile(folder.resolve("app.db.before-lite-" + UTC.format(now.plusSeconds(second))));
    }

    assertThatThrownBy(() -> new SqliteDatabase(path).beforeFirstWrite("lite"))
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("cannot copy");

    assertThat(copies()).hasSize(120).noneMatch(copy -> copy.toString().endsWith(".unfinished"));
  }

  // The copy has a journal while it is written, whose name is longer than a file system takes.
  // Seen red when Claim.copy says SQLite's code in place of SqliteRefusal.ofCode.
  @Test
  void aCopyThatSqliteRefusesSaysWhyInWords() throws SQLException, IOException {
    make("CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT)");

    assertThatThrownBy(() -> new SqliteDatabase(path).beforeFirstWrite("m".repeat(213)))
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith(path + ": cannot copy it to " + path + ".before-mmm")
        .hasMessageEndingWith("Z: it cannot be opened")
        .hasFieldOrPropertyWithValue("SQLState", "08001");

    assertThat(copies()).isEmpty();
  }

  // SQLite takes a file of a later format as read-only, whoever asks; it is a PRAGMA that is
  // refused
  // here. Seen red without SqliteFile.naming in SqliteDatabase: no SQLSTATE, and no file is named.
  @Test
  void aFileThatIsReadOnlyIsNamed() throws SQLException, IOException {
    make("CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT)");
    SqliteDatabase database = new SqliteDatabase(path);
    database.beforeFirstWrite("lite");
    make("PRAGMA journal_mode = DELETE");
    try (RandomAccessFile header = new RandomAccessFile(path.toFile(), "rw")) {
      header.seek(18); // the version that writes
      header.write(9);
    }

    assertThatThrownBy(() -> database.prepare(Records.plan("lite", 1, List.of(NOTES), List.of())))
        .isInstanceOf(SQLException.class)
        .hasMessage(path + ": attempt to write a readonly database")
        .hasFieldOrPropertyWithValue("SQLState", "25006");
  }

  @Test
  void aFileThatIsNotThereIsMadeAndHasNoCopy() throws SQLException, IOException {
    assertThat(new SqliteDatabase(path).beforeFirstWrite("lite")).isEmpty();

    assertThat(path).exists();
    assertThat(copies()).isEmpty();
  }

  // Red if Claim.of does not compare the names.
  @Test
  void aFileOfAnotherMigrationIsRefused() throws SQLException {
    new SqliteDatabase(path).beforeFirstWrite("first");

    assertThatThrownBy(() -> new SqliteDatabase(path).beforeFirstWrite("second"))
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("belongs to the migration first");
  }

  // Red if Fit.isOfKey accepts another collation: 'a' would overwrite 'A'.
  @Test
  void aKeyThatIsNotComparedByteByByteIsRefused() throws SQLException {
    assertThatThrownBy(
            () ->
                new SqliteWorld(
                    path,
                    List.of(NOTES),
                    "CREATE TABLE notes (id TEXT COLLATE NOCASE PRIMARY KEY, body TEXT)"))
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("notes has no unique index of exactly the columns id");
  }

  @Test
  void whatSqliteHasNoTypeForIsRefusedByName() {
    NewTable wide = table("wide", List.of(notNull("id", "bigint"), column("at", "date")), "id");

    assertThat(new SqliteDatabase(path).refusals(Records.plan("lite", 1, List.of(wide), List.of())))
        .containsExactly("wide.at is date, which SQLite has no type for");
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedAndLeftAlone() throws IOException {
    Files.writeString(path, "this is no database, and it is long enough to be read as one page");

    assertThatThrownBy(() -> new SqliteDatabase(path).beforeFirstWrite("lite"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX001"));
    assertThat(path)
        .hasContent("this is no database, and it is long enough to be read as one page");
  }

  private void make(String... statements) throws SQLException {
    try (Connection connection = new SqliteFile(path).create()) {
      for (String sql : statements) {
        connection.createStatement().execute(sql);
      }
    }
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains(".before-")).toList();
    }
  }
}
