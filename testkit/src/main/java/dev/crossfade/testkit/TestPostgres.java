package dev.crossfade.testkit;

import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL server of a test JVM: started at first use, gone with the JVM. Tests never
 * share a database of it.
 */
public final class TestPostgres {

  private static final class Shared {
    static final TestPostgres SERVER = new TestPostgres();
  }

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private TestPostgres() {
    server = EmbeddedPostgres.start(PostgresOptions.temporary());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop test PostgreSQL"));
  }

  public static TestPostgres shared() {
    return Shared.SERVER;
  }

  /**
   * A new, empty database.
   *
   * @param namePrefix of lower-case letters, digits and underscores; a number follows it
   */
  public TestDatabase create(String namePrefix) {
    if (!namePrefix.equals(namePrefix.toLowerCase(Locale.ROOT)) || namePrefix.contains("\"")) {
      throw new IllegalArgumentException("not a plain lower-case name: " + namePrefix);
    }
    String name = namePrefix + "_" + databases.incrementAndGet();
    administer("CREATE DATABASE \"" + name + "\"");
    return new TestDatabase(this, name);
  }

  public int port() {
    return server.port();
  }

  /** The URL of any of its databases, superuser included. */
  public String url(String database) {
    return server.jdbcUrl(database);
  }

  void administer(String... statements) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new AssertionError("the test server refuses: " + failure.getMessage(), failure);
    }
  }
}
