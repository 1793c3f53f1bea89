package dev.crossfade.databases.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The settings of the sessions that read, map, load and verify: values have one text in all. */
public final class Session {

  private static final String PINNED =
      "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres';"
          + " SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content';"
          + " SET client_encoding = 'UTF8'; SET row_security = off; SET search_path = pg_catalog";

  // By set_config over pg_settings: not every server knows every one.
  private static final String UNLIMITED =
      "SELECT pg_catalog.count(pg_catalog.set_config(name, '0', false)) FROM pg_catalog.pg_settings"
          + " WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_session_timeout',"
          + " 'idle_in_transaction_session_timeout', 'transaction_timeout')";

  private Session() {}

  /**
   * Pins everything that changes how a value reads: call it before the first transaction. {@code
   * row_security} off makes a policy an error instead of fewer rows; names of tables must be
   * qualified.
   */
  public static void pin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(PINNED);
    }
  }

  /**
   * Lifts every time-out: call it before the first transaction of a session that reads for long.
   */
  public static void unlimit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(UNLIMITED);
    }
  }

  /** A new connection, pinned. */
  public static Connection open(PostgresUrl url) throws SQLException {
    Connection connection = url.connect();
    try {
      pin(connection);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }
}
