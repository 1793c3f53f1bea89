package dev.crossfade.databases.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One SQLite database.
 *
 * <p>Transactions of its connections take the write lock when they begin; they wait for it, and for
 * anything else that is locked, for {@value #BUSY_MILLIS} ms. Foreign keys are not enforced.
 */
public record SqliteFile(Path path) {

  /** How long a connection waits for a lock. */
  public static final int BUSY_MILLIS = 10_000;

  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * For reading only; changes nothing in the file. Not opened as read-only: SQLite then knows of no
   * CHECK constraints.
   *
   * @throws SQLException with SQLSTATE 08001 if there is no such file, or it cannot be opened
   */
  public Connection read() throws SQLException {
    SQLiteConfig config = config();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    Connection connection = open(config);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return connection;
    } catch (SQLException refused) {
      connection.close();
      throw SqliteRefusal.named(refused, this);
    }
  }

  /**
   * For writing; durable but for a power cut, which may undo the last commits.
   *
   * @throws SQLException with SQLSTATE 08001 if there is no such file, or it cannot be opened
   */
  public Connection write() throws SQLException {
    SQLiteConfig config = config();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return open(config);
  }

  /** As {@link #write}; the file is made if it is not there. */
  public Connection create() throws SQLException {
    return open(config());
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(false);
    return config;
  }

  private Connection open(SQLiteConfig config) throws SQLException {
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + path);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA trusted_schema = ON"); // triggers may call functions of ours
        statement.executeQuery("SELECT 1 FROM sqlite_schema LIMIT 1").close(); // is it a database?
        return connection;
      } catch (SQLException refused) {
        connection.close();
        throw refused;
      }
    } catch (SQLException refused) {
      throw SqliteRefusal.named(refused, this);
    }
  }

  /** Work on the file that SQLite may refuse. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /** Runs it; a refusal has its SQLSTATE and says which file it is about. */
  public <T> T naming(Work<T> work) throws SQLException {
    try {
      return work.run();
    } catch (SQLException refused) {
      throw SqliteRefusal.named(refused, this);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
