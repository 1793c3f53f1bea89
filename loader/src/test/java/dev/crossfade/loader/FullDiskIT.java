package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.sqlite.LimitedFile;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.testkit.Deadline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new side that has no room for rows: nothing is lost, and nothing is a dead letter. */
class FullDiskIT {

  private static final NewTable PEOPLE =
      table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id");
  private static final String LONG_NAME = "n".repeat(1_000);
  private static final int ROWS = 500;

  @TempDir private Path folder;

  // SQLite refuses a page more than it may have as it refuses one that the disk has no room for.
  // Red if SqliteRefusal does not name SQLITE_FULL (it says 42000, and the loader ends after five
  // tries).
  @Test
  void aSqliteFileOnAFullDiskIsWaitedForAndThenHasEveryRow() throws SQLException {
    SqliteFile file = file();
    LimitedFile limited = new LimitedFile(new SqliteDatabase(file.path()));
    try (NewWorld world = new NewWorld(2, List.of(PEOPLE), limited.database())) {
      limited.fill();
      world.load();
      people(world);
      saysThatTheDiskIsFull(world);
      assertThat(count(file, "people")).isLessThan(ROWS);

      limited.makeRoom();
      world.untilArrived();

      assertThat(count(file, "people WHERE length(name) = 1000")).isEqualTo(ROWS);
      assertThat(count(file, "crossfade_dead")).isZero();
    }
  }

  // Red if SqliteRefusal does not name SQLITE_FULL.
  @Test
  void aDiskThatStaysFullEndsTheLoaderWithOneMessage() throws Exception {
    SqliteFile file = file();
    LimitedFile limited = new LimitedFile(new SqliteDatabase(file.path()));
    try (NewWorld world = new NewWorld(1, List.of(PEOPLE), limited.database())) {
      limited.fill();
      RunningLoader loader = world.load(world.settings().withRetryFor(Duration.ofMillis(1_500)));
      people(world);

      RuntimeException end = loader.end(NewWorld.LONG_ENOUGH);

      assertThat(end)
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("SQLSTATE 53100")
          .hasMessageContaining("its disk is full, make room. Nothing is lost");
      assertThat(count(file, "people")).isLessThan(ROWS);
      limited.makeRoom();
      world.load();
      world.untilArrived();
      assertThat(count(file, "people")).isEqualTo(ROWS);
    }
  }

  // The server's own refusal, raised where a disk would be full: while rows are copied.
  // Seen red when Failure takes 53100 for a row's fault, and when it does not know it: the loader
  // gives up.
  @Test
  void aPostgresThatSaysItsDiskIsFullIsWaitedForAndThenHasEveryRow() {
    try (NewWorld world =
        new NewWorld(
            1,
            List.of(PEOPLE),
            "CREATE TABLE disk (room boolean)",
            "INSERT INTO disk VALUES (false)",
            "CREATE FUNCTION room() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NOT (SELECT room FROM public.disk) THEN"
                + " RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END IF;"
                + " RETURN true; END $$",
            "CREATE TABLE people (id bigint PRIMARY KEY, name text CHECK (room()))")) {
      world.load();
      people(world);
      saysThatTheDiskIsFull(world);
      assertThat(world.count("people")).isEqualTo("0");

      world.database.execute("UPDATE disk SET room = true");
      world.untilArrived();

      assertThat(world.count("people")).isEqualTo(String.valueOf(ROWS));
      assertThat(world.count("crossfade.dead")).isEqualTo("0");
    }
  }

  private static void people(NewWorld world) {
    world.send(
        () -> {
          for (long id = 1; id <= ROWS; id++) {
            world.put("people", id, LONG_NAME);
          }
        });
  }

  private static void saysThatTheDiskIsFull(NewWorld world) {
    Deadline.until(
        NewWorld.LONG_ENOUGH,
        "status says that the disk is full",
        () -> String.valueOf(world.status).contains("its disk is full, make room"));
  }

  private SqliteFile file() throws SQLException {
    SqliteFile file = new SqliteFile(folder.resolve("app.db"));
    try (Connection connection = file.create();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)");
    }
    return file;
  }

  private static long count(SqliteFile file, String table) throws SQLException {
    try (Connection connection = file.read();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM " + table)) {
      found.next();
      return found.getLong(1);
    }
  }
}
