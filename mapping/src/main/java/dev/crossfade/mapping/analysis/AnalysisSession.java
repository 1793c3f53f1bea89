package dev.crossfade.mapping.analysis;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction with pinned settings that is rolled back at its end. */
final class AnalysisSession implements AutoCloseable {

  private static final String PINS =
      """
      SET LOCAL search_path TO pg_catalog;
      SET LOCAL TimeZone TO 'UTC';
      SET LOCAL DateStyle TO 'ISO';
      SET LOCAL IntervalStyle TO 'postgres';
      SET LOCAL extra_float_digits TO 1;
      SET LOCAL bytea_output TO 'hex';
      SET LOCAL standard_conforming_strings TO on;
      SET LOCAL row_security TO off""";

  private final Connection connection;
  private final boolean autoCommit;

  private AnalysisSession(Connection connection, boolean autoCommit) {
    this.connection = connection;
    this.autoCommit = autoCommit;
  }

  static AnalysisSession begin(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(PINS);
    }
    return new AnalysisSession(connection, autoCommit);
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(autoCommit);
  }
}
