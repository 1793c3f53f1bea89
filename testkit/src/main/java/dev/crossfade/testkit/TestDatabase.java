package dev.crossfade.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database of {@link TestPostgres}, dropped on close with its connections and slots. */
public final class TestDatabase implements AutoCloseable {

  private static final Duration SLOTS_FREE_WAIT_MAX = Duration.ofSeconds(20);

  private final TestPostgres server;
  private final String name;

  TestDatabase(TestPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** A JDBC URL, superuser included. */
  public String url() {
    return server.url(name);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Runs the statements in one connection, each committed by itself. */
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new AssertionError(name + " refuses: " + failure.getMessage(), failure);
    }
  }

  /** The rows as text, in the order they come; SQL NULL is null. */
  public List<List<@Nullable String>> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException failure) {
      throw new AssertionError(name + " refuses: " + failure.getMessage(), failure);
    }
  }

  /** The only value of the only row. */
  public @Nullable String ask(String sql) {
    List<List<@Nullable String>> rows = query(sql);
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw new AssertionError("not one value but " + rows.size() + " rows: " + sql);
    }
    return rows.get(0).get(0);
  }

  @Override
  public void close() {
    // DROP DATABASE refuses while a slot is active, so whoever reads one goes first.
    Deadline.until(
        SLOTS_FREE_WAIT_MAX,
        "the replication slots of " + name + " are free",
        () -> {
          server.administer(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                  + name
                  + "'");
          return slotsInUse() == 0;
        });
    server.administer("DROP DATABASE \"" + name + "\" WITH (FORCE)");
  }

  private int slotsInUse() throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery(
                "SELECT count(*) FROM pg_replication_slots WHERE active AND database = '"
                    + name
                    + "'")) {
      count.next();
      return count.getInt(1);
    }
  }
}
