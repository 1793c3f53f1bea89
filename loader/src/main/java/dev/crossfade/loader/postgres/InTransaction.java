package dev.crossfade.loader.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs work as one transaction, names of the catalog qualified. */
final class InTransaction {

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
        statement.execute("SET LOCAL search_path = pg_catalog");
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
