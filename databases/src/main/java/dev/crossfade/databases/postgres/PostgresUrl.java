package dev.crossfade.databases.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is: read from a URL as libpq takes it ({@code
 * postgresql://user@host/db}) or as JDBC does ({@code jdbc:postgresql://host/db?user=…}).
 *
 * <p>Its text form never holds the password.
 *
 * @param hosts {@code host:port}, several joined by commas
 * @param password null if the server asks for none, or the driver finds it in the password file
 * @param parameters whatever else the URL says, by the JDBC driver's names
 */
public record PostgresUrl(
    String hosts,
    String database,
    String user,
    @Nullable String password,
    Map<String, String> parameters) {

  public PostgresUrl {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /**
   * Reads either form.
   *
   * @throws IllegalArgumentException if it is neither, with what is wrong but without the URL: it
   *     may hold a password
   */
  public static PostgresUrl parse(String url) {
    return new PostgresUrlParser(url).parse();
  }

  /** The URL for the JDBC driver, without user, password and parameters. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + hosts + "/" + PostgresUrlParser.encode(database);
  }

  /** What goes to the JDBC driver beside {@link #jdbcUrl}; a new object each time. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "crossfade");
    properties.setProperty("tcpKeepAlive", "true");
    parameters.forEach(properties::setProperty);
    properties.setProperty("user", user);
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /** The same database under other driver properties: they win over the URL's own. */
  public PostgresUrl with(String parameter, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(parameter, value);
    return new PostgresUrl(hosts, database, user, password, more);
  }

  /** Another database of the same server. */
  public PostgresUrl withDatabase(String name) {
    return new PostgresUrl(hosts, name, user, password, parameters);
  }

  /** A new connection in auto-commit mode, its session as the server sets it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), properties());
  }

  /** {@code postgresql://user@host:port/db}, for messages. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + hosts + "/" + database;
  }
}
