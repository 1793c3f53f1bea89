package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.LoaderException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * Whose the file is, and where the copy is of what it was before: {@code crossfade_migration}, one
 * row.
 *
 * @param copy null if the file was not there
 * @param journalMode what it was set to
 */
record Claim(String migration, @Nullable String copy, String journalMode) {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  static Optional<Claim> read(Connection connection) throws SQLException {
    if (!Books.has(connection, "crossfade_migration")) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT name, copy, journal_mode FROM crossfade_migration")) {
      return row.next()
          ? Optional.of(new Claim(row.getString(1), row.getString(2), row.getString(3)))
          : Optional.empty();
    }
  }

  /**
   * Copies the file beside itself, then puts the migration's name into it; nothing if it stands
   * there.
   *
   * @throws LoaderException if the file belongs to another migration, or the copy has no place; it
   *     is unchanged then
   * @throws SQLException with its SQLSTATE if SQLite cannot copy it; it is unchanged then
   */
  static Claim of(SqliteFile file, String migration) throws SQLException {
    boolean before = file.exists();
    if (before) {
      try (Connection connection = file.read()) {
        Optional<Claim> known = read(connection);
        if (known.isPresent()) {
          return known.get().mustBe(migration, file);
        }
      }
    }
    String copy = before && isNotEmpty(file.path()) ? copy(file, migration).toString() : null;
    try (Connection connection = file.create()) {
      String mode = journalMode(connection);
      Claim claim = new Claim(migration, copy, mode);
      SqliteTransaction.run(connection, () -> claim.write(connection));
      Books.execute(connection, "PRAGMA journal_mode = WAL");
      return claim;
    }
  }

  private Claim mustBe(String name, SqliteFile file) {
    if (!migration.equals(name)) {
      throw new LoaderException(
          file
              + " belongs to the migration "
              + migration
              + ": undo that one first (crossfade unprepare)");
    }
    return this;
  }

  private void write(Connection connection) throws SQLException {
    Books.execute(
        connection,
        "CREATE TABLE crossfade_migration (one INTEGER PRIMARY KEY CHECK (one = 1),"
            + " name TEXT NOT NULL, copy TEXT, journal_mode TEXT NOT NULL)");
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO crossfade_migration VALUES (1, ?, ?, ?)")) {
      statement.setString(1, migration);
      statement.setString(2, copy);
      statement.setString(3, journalMode);
      statement.executeUpdate();
    }
  }

  private static String journalMode(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean isNotEmpty(Path path) {
    try {
      return Files.size(path) > 0;
    } catch (IOException unreadable) {
      throw new LoaderException("cannot read " + path + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /** Page by page, what other connections have committed included. */
  private static Path copy(SqliteFile file, String migration) throws SQLException {
    String name =
        file.path().getFileName() + ".before-" + migration + "-" + UTC.format(Instant.now());
    Path copy = file.path().resolveSibling(name);
    Path unfinished = file.path().resolveSibling(name + ".unfinished");
    try (Connection connection = file.read()) {
      Files.deleteIfExists(unfinished);
      try {
        int code =
            connection
                .unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", unfinished.toString(), null);
        if (code != 0) {
          throw SqliteRefusal.ofCode(code, "cannot copy it to " + copy);
        }
        return Files.move(unfinished, copy); // refuses to overwrite
      } finally {
        Files.deleteIfExists(unfinished); // on a full disk each try would add one
      }
    } catch (FileAlreadyExistsException taken) {
      throw new LoaderException(
          "cannot copy " + file + ": there is a " + copy + " already. Move it away", taken);
    } catch (IOException refused) {
      throw new LoaderException(
          "cannot copy " + file + " to " + copy + ": " + refused.getMessage(), refused);
    }
  }
}
