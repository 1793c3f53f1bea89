package dev.crossfade.databases.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite refuses has the SQLSTATE that PostgreSQL would give it. */
class SqliteRefusalTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeAFile() throws SQLException {
    file = folder.resolve("app.db");
    try (Connection connection = new SqliteFile(file).create()) {
      execute(
          connection,
          "CREATE TABLE p (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n TEXT NOT NULL, CHECK (n <> ''))",
          "CREATE TABLE s (id INTEGER NOT NULL PRIMARY KEY, t INTEGER) STRICT",
          "CREATE TRIGGER says BEFORE DELETE ON p BEGIN SELECT RAISE(ABORT, 'no'); END",
          "INSERT INTO p VALUES (1, 'a', 'b')");
    }
  }

  @Test
  void aRowsOwnFaultIsOfClass23Or22() throws SQLException {
    try (Connection connection = new SqliteFile(file).write()) {
      assertThat(state(connection, "INSERT INTO p VALUES (1, 'c', 'b')")).isEqualTo("23505");
      assertThat(state(connection, "INSERT INTO p VALUES (2, 'a', 'b')")).isEqualTo("23505");
      assertThat(state(connection, "INSERT INTO p VALUES (2, 'c', NULL)")).isEqualTo("23502");
      assertThat(state(connection, "INSERT INTO p VALUES (2, 'c', '')")).isEqualTo("23514");
      assertThat(state(connection, "INSERT INTO p VALUES ('x', 'c', 'd')")).isEqualTo("22P02");
      assertThat(state(connection, "INSERT INTO s VALUES (1, 'x')")).isEqualTo("22P02");
      assertThat(state(connection, "DELETE FROM p")).isEqualTo("P0001");
      assertThat(state(connection, "SELECT * FROM nosuch")).isEqualTo("42P01");
    }
  }

  @Test
  void theConstraintIsNamedWithoutAnyValue() throws SQLException {
    try (Connection connection = new SqliteFile(file).write()) {
      SQLException refused = refusal(connection, "INSERT INTO p VALUES (2, 'a', 'b')");
      assertThat(SqliteRefusal.constraint(refused)).isEqualTo("p.u");
      assertThat(SqliteRefusal.message(refused)).isEqualTo("UNIQUE constraint failed: p.u");
    }
  }

  // Red if SQLITE_BUSY or SQLITE_FULL has another state: the loader would stop instead of waiting.
  @Test
  void whatPassesByItselfIsOfAClassThatIsTriedAgain() throws SQLException {
    try (Connection holds = new SqliteFile(file).write();
        Connection waits = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      holds.setAutoCommit(false);
      execute(waits, "PRAGMA busy_timeout = 1");
      assertThat(state(waits, "INSERT INTO s VALUES (1, 1)")).isEqualTo("55P03");
      holds.setAutoCommit(true);
      execute(waits, "PRAGMA max_page_count = 1");
      assertThat(state(waits, "INSERT INTO p VALUES (2, hex(randomblob(99000)), 'x')"))
          .isEqualTo("53100");
    }
  }

  @Test
  void aFileThatCannotBeWrittenOrIsNoDatabaseIsNotTriedAgain() throws SQLException, IOException {
    try (Connection reads = new SqliteFile(file).read()) {
      assertThat(state(reads, "INSERT INTO s VALUES (1, 1)")).isEqualTo("25006");
    }
    Path text =
        Files.writeString(
            folder.resolve("text"), "no database, but long enough for a header of one");
    assertThat(opening(text)).isEqualTo("XX001");
    assertThat(opening(folder.resolve("nowhere.db"))).isEqualTo("08001");
    assertThat(folder.resolve("nowhere.db")).doesNotExist();
  }

  @Test
  void aResultCodeIsToldInWordsWithItsSqlState() {
    SQLException full = SqliteRefusal.ofCode(13, "cannot copy it to app.db.before");

    assertThat((Throwable) full)
        .hasMessage("cannot copy it to app.db.before: the disk is full")
        .hasFieldOrPropertyWithValue("SQLState", "53100");
    assertThat(SqliteRefusal.ofCode(14, "x").getSQLState()).isEqualTo("08001");
    assertThat((Throwable) SqliteRefusal.ofCode(778, "x")) // IOERR_WRITE
        .hasMessage("x: the disk refuses to read or to write")
        .hasFieldOrPropertyWithValue("SQLState", "58030");
  }

  private static String opening(Path path) {
    SQLException refused =
        catchThrowableOfType(SQLException.class, () -> new SqliteFile(path).write().close());
    return refused.getSQLState();
  }

  private static String state(Connection connection, String sql) {
    return SqliteRefusal.named(refusal(connection, sql)).getSQLState();
  }

  private static SQLException refusal(Connection connection, String sql) {
    return catchThrowableOfType(SQLException.class, () -> execute(connection, sql));
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
