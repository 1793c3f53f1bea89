package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.schemas.NewTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches into a SQLite file: exactly once, and what is refused is in exactly one place. */
class SqliteLoadTest {

  private static final NewTable PEOPLE =
      table(
          "people",
          List.of(
              notNull("id", "bigint"),
              column("name", "text"),
              column("age", "bigint"),
              column("email", "text")),
          "id");

  private static final String PEOPLE_DDL =
      "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INTEGER NOT NULL"
          + " CONSTRAINT of_age CHECK (age >= 18), email TEXT UNIQUE)";

  private static final String DEAD =
      "SELECT key_text, sql_state, column_name, reason FROM crossfade_dead ORDER BY key_text";

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("app.db");
  }

  private SqliteWorld people() throws SQLException {
    return new SqliteWorld(path, List.of(PEOPLE), PEOPLE_DDL);
  }

  private static Batches.Sent person(SqliteWorld world, long id, String name, String email) {
    return world.batches.put("people", id, name, 30L, email);
  }

  // Red without "AND next_offset = ?" in SqliteSession.ADVANCE: the deleted row comes back.
  @Test
  void aRepeatedBatchIsRefusedAndChangesNothing() throws SQLException {
    try (SqliteWorld world = people()) {
      SqliteWorld.Hand one = world.hand();
      SqliteWorld.Hand other = world.hand();
      Batch first = world.batches.batch(person(world, 1, "a", null));
      one.write(first);
      one.write(world.batches.delete("people", 1L));

      assertThatThrownBy(() -> other.write(first)).isInstanceOf(StaleLoaderException.class);

      assertThat(world.ask("SELECT * FROM people")).isEmpty();
      other.write(person(world, 2, "b", null)); // the refused one holds no lock
      assertThat(world.ask("SELECT id FROM people")).containsExactly("2");
    }
  }

  // Red if SqliteSession.commit commits the offset by itself, or begin is not in the transaction.
  @Test
  void aBatchThatIsCutOffLeavesNeitherRowsNorProgress() throws SQLException {
    try (SqliteWorld world = people()) {
      Batch batch = world.batches.batch(person(world, 1, "a", null), person(world, 2, "b", null));
      SqliteWorld.Hand killed = world.hand();
      TopicWriter writer = killed.writer(batch.topic());
      killed.session.begin(batch);
      writer.before(killed.session, batch);
      writer.apply(killed.session, batch);
      killed.session.close(); // as a dead process closes its file

      assertThat(world.ask("SELECT * FROM people")).isEmpty();
      world.hand().write(batch);
      assertThat(world.ask("SELECT count(*) FROM people")).containsExactly("2");
    }
  }

  // Red without "AND open" in SqliteSession.ADVANCE.
  @Test
  void nothingIsLoadedOnceItIsOpen() throws SQLException {
    try (SqliteWorld world = people()) {
      world.database.open(world.plan);
      SqliteWorld.Hand late = world.hand();

      assertThatThrownBy(() -> late.write(person(world, 1, "a", null)))
          .isInstanceOf(StaleLoaderException.class);
    }
  }

  // Red if SqliteDatabase looks whether it is open after it began to change it: the guard and the
  // triggers that are off stay so.
  @Test
  void anOpenFileIsRefusedBeforeAnythingIsChanged() throws SQLException {
    try (SqliteWorld world = people()) {
      world.database.open(world.plan);
      List<String> open = world.ask("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2");

      assertThatThrownBy(() -> world.database.beginGeneration(world.plan.withGeneration(2)))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("replay in place would delete");
      assertThatThrownBy(() -> world.database.prepare(world.plan))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("is open", "crossfade unprepare");

      assertThat(world.ask("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"))
          .isEqualTo(open);
      world.execute("DELETE FROM people");
    }
  }

  // Red if beginGeneration leaves the offsets of the generation before.
  @Test
  void aLoaderOfAnEarlierGenerationIsRefusedAndItsRowsAreGone() throws SQLException {
    try (SqliteWorld world = people()) {
      SqliteWorld.Hand old = world.hand();
      old.write(person(world, 1, "a", null));
      world.database.beginGeneration(world.plan.withGeneration(2));

      assertThatThrownBy(() -> old.write(person(world, 2, "b", null)))
          .isInstanceOf(StaleLoaderException.class);
      assertThat(world.ask("SELECT * FROM people")).isEmpty();
    }
  }

  // Red if SqliteRows.upsert throws for a row that is refused.
  @Test
  void badRowsAreDeadLettersAndTheOthersOfTheirBatchAreApplied() throws SQLException {
    try (SqliteWorld world = people()) {
      world
          .hand()
          .write(
              world.batches.put("people", 1L, "a", 30L, null),
              world.batches.put("people", 2L, "b", 17L, null),
              world.batches.put("people", 3L, "c", null, null),
              world.batches.put("people", 4L, "d", 40L, null));

      assertThat(world.ask("SELECT id FROM people ORDER BY id")).containsExactly("1", "4");
      assertThat(world.ask(DEAD))
          .containsExactly(
              "{\"id\":\"2\"}|23514|null|the new table's CHECK constraint of_age does not hold",
              "{\"id\":\"3\"}|23502|age|NULL where the new table allows none (column age)");
    }
  }

  // Red if TableWriter.write leaves the earlier version of a refused row.
  @Test
  void aRowThatTurnsBadIsInExactlyOnePlaceAndAGoodOneReplacesItsLetter() throws SQLException {
    try (SqliteWorld world = people()) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(world.batches.put("people", 1L, "a", 30L, null));
      loader.write(world.batches.put("people", 1L, "a", 3L, null));
      assertThat(world.ask("SELECT * FROM people")).isEmpty();
      assertThat(world.ask(DEAD)).hasSize(1);

      loader.write(world.batches.put("people", 1L, "a", 33L, null));
      assertThat(world.ask("SELECT age FROM people")).containsExactly("33");
      assertThat(world.ask(DEAD)).isEmpty();
    }
  }

  // Red if SQLITE_CONSTRAINT_UNIQUE is not 23505 in SqliteRefusal.state: a dead letter at once.
  @Test
  void aUniqueValueThatMovesOnIsParkedAndComesThrough() throws SQLException {
    try (SqliteWorld world = people()) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(person(world, 1, "a", "x"));
      loader.write(person(world, 2, "b", "x"));
      assertThat(world.ask("SELECT id FROM people")).containsExactly("1");
      assertThat(world.ask("SELECT constraint_name FROM crossfade_parked"))
          .containsExactly("people.email");

      loader.write(person(world, 1, "a", "y"));
      Eventually.holds(
          () -> {
            loader.write(world.batches.idle("people"));
            return world.ask("SELECT * FROM crossfade_parked").isEmpty();
          });
      assertThat(world.ask("SELECT id, email FROM people ORDER BY id"))
          .containsExactly("1|y", "2|x");
    }
  }

  // Red if SqliteRows.holder finds nothing.
  @Test
  void aRowThatWaitsInVainIsADeadLetterThatNamesTheRowInItsWay() throws SQLException {
    try (SqliteWorld world = people()) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(person(world, 1, "a", "x"));
      long later = System.currentTimeMillis() * 1000 + 2 * SqliteWorld.PARKED_FOR_MICROS;
      loader.write(person(world, 2, "b", "x"));
      loader.write(world.batches.heartbeat("people", later));
      Eventually.holds(
          () -> {
            loader.write(world.batches.idle("people"));
            return world.ask("SELECT * FROM crossfade_parked").isEmpty();
          });

      assertThat(world.ask(DEAD))
          .containsExactly(
              "{\"id\":\"2\"}|23505|null|the unique key people.email already has these values,"
                  + " held by the row {\"id\":\"1\"}");
    }
  }

  // Red if RowValues.real binds NaN: SQLite makes it NULL; red if numeric binds what does not fit.
  @Test
  void whatSqliteWouldChangeWithoutAWordIsADeadLetter() throws SQLException {
    NewTable numbers =
        table(
            "numbers",
            List.of(notNull("id", "text"), column("r", "double precision"), column("n", "numeric")),
            "id");
    try (SqliteWorld world =
        new SqliteWorld(
            path,
            List.of(numbers),
            "CREATE TABLE numbers (id TEXT PRIMARY KEY, r REAL, n NUMERIC)")) {
      world
          .hand()
          .write(
              world.batches.put("numbers", "a", Double.NaN, null),
              world.batches.put("numbers", "b", 1.5, "12345678901234567890.5"),
              world.batches.put("numbers", "c", Double.NEGATIVE_INFINITY, "9223372036854775807"),
              world.batches.put("numbers", "d", 1e300, "0.10"));

      assertThat(world.ask("SELECT id, r, n, typeof(n) FROM numbers ORDER BY id"))
          .containsExactly("c|-Inf|9223372036854775807|integer", "d|1.0e+300|0.1|real");
      assertThat(world.ask("SELECT key_text, sql_state, column_name FROM crossfade_dead"))
          .containsExactly("{\"id\":\"a\"}|22003|r", "{\"id\":\"b\"}|22003|n");
    }
  }

  // Red if a STRICT table's datatype error (3091) is not class 22 in SqliteRefusal.state.
  @Test
  void aStrictTableWithoutRowIdsTakesWhatFitsAndNothingElse() throws SQLException {
    NewTable things =
        table(
            "things",
            List.of(notNull("a", "text"), notNull("b", "bytea"), column("c", "text")),
            "a",
            "b");
    try (SqliteWorld world =
        new SqliteWorld(
            path,
            List.of(things),
            "CREATE TABLE things (a TEXT NOT NULL, b BLOB NOT NULL, c INTEGER,"
                + " PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID")) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(
          world.batches.put("things", "", new byte[0], "7"),
          world.batches.put("things", "x", new byte[] {0, 1}, "seven"),
          world.batches.put("things", "y", new byte[] {0}, null));

      assertThat(world.ask("SELECT a, hex(b), typeof(b), c FROM things ORDER BY a"))
          .containsExactly("||blob|7", "y|00|blob|null");
      assertThat(world.ask("SELECT sql_state, column_name FROM crossfade_dead"))
          .containsExactly("22P02|c");

      loader.write(world.batches.delete("things", "", new byte[0], null));
      assertThat(world.ask("SELECT a FROM things")).containsExactly("y");
    }
  }

  // Red without OR ABORT in TableStatements.upsert: the other row vanishes.
  @Test
  void aConstraintThatReplacesOrIgnoresDoesNeither() throws SQLException {
    try (SqliteWorld world =
        new SqliteWorld(
            path,
            List.of(PEOPLE),
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INTEGER NOT NULL"
                + " ON CONFLICT IGNORE, email TEXT UNIQUE ON CONFLICT REPLACE)")) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(person(world, 1, "a", "x"));
      loader.write(person(world, 2, "b", "x"), world.batches.put("people", 3L, "c", null, null));

      assertThat(world.ask("SELECT id FROM people")).containsExactly("1");
      assertThat(world.ask("SELECT count(*) FROM crossfade_parked")).containsExactly("1");
      assertThat(world.ask("SELECT count(*) FROM crossfade_dead")).containsExactly("1");
    }
  }

  // Red without setBusyTimeout in SqliteFile: the write fails at once.
  @Test
  void aFileThatIsLockedForAWhileIsWaitedFor() throws Exception {
    try (SqliteWorld world = people();
        Connection other = world.file.write()) {
      SqliteWorld.Hand loader = world.hand();
      other.setAutoCommit(false); // takes the write lock
      FutureTask<Tally> written = new FutureTask<>(() -> loader.write(person(world, 1, "a", null)));
      new Thread(written, "waits for the lock").start();
      assertThatThrownBy(() -> written.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      other.setAutoCommit(true);

      assertThat(written.get(20, TimeUnit.SECONDS).rows).isOne();
      assertThat(world.ask("SELECT id FROM people")).containsExactly("1");
    }
  }
}
