package dev.crossfade.loader.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs work as one transaction, names of the catalog qualified. */
final class InTransaction {

  // Who is frozen or cut off in one holds its locks, and loaders wait for them.
  private static final String SETTINGS =
      "SET LOCAL search_path = pg_catalog;"
          + " SET LOCAL idle_in_transaction_session_timeout = '30s'";

  /** Statements on the connection. */
  interface Work {
    void run() throws SQLException;
  }

  private InTransaction() {}

  /** All of the work or nothing; the connection is in auto-commit mode before and after. */
  static void run(Connection connection, Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute(SETTINGS);
      }
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException failure) {
      try {
        connection.rollback();
      } catch (SQLException rollbackFailure) {
        failure.addSuppressed(rollbackFailure);
      }
      throw failure;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
