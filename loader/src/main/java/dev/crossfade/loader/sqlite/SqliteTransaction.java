package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.databases.sqlite.SqliteRefusal;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs work as one transaction of a file, which takes the write lock as it begins. */
final class SqliteTransaction {

  /** Statements on the connection. */
  interface Work {
    void run() throws SQLException;
  }

  private SqliteTransaction() {}

  /**
   * All of the work or nothing; the connection is in auto-commit mode before, and after success.
   */
  static void run(Connection connection, Work work) throws SQLException {
    try {
      connection.setAutoCommit(false);
      work.run();
      connection.setAutoCommit(true); // commits
    } catch (SQLException refused) {
      rollBack(connection, refused);
      throw SqliteRefusal.named(refused);
    } catch (RuntimeException failure) {
      rollBack(connection, failure);
      throw failure;
    }
  }

  /** Runs work on a file; what SQLite refuses names the file. */
  static void naming(SqliteFile file, Work work) throws SQLException {
    var unused =
        file.naming(
            () -> {
              work.run();
              return true;
            });
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException noTransaction) {
      failure.addSuppressed(noTransaction);
    }
  }
}
