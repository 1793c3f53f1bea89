package dev.crossfade.benchmark.orders;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * One database of a server on localhost.
 *
 * @param port of its server
 */
public record Database(int port, String name) {

  static final String USER = "postgres";

  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + port + "/" + name;
  }

  /** As libpq takes it, user included. */
  public String url() {
    return "postgresql://" + USER + "@localhost:" + port + "/" + name;
  }

  /** A new connection; whoever asks for it closes it. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("reWriteBatchedInserts", "true");
    return DriverManager.getConnection(jdbcUrl(), properties);
  }

  /** Runs statements, each in a transaction of its own. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Another database of the same server. */
  public Database sibling(String other) {
    return new Database(port, other);
  }
}
