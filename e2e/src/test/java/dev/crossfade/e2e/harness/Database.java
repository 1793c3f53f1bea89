package dev.crossfade.e2e.harness;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database, read and written by the tests themselves, past everything that is under test.
 *
 * @param url a JDBC URL, user included
 */
public record Database(String url) {

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    return source;
  }

  /** Runs the statements in one connection, each committed by itself. */
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new AssertionError("refused: " + failure.getMessage(), failure);
    }
  }

  /** One COPY, one transaction: a line for each id from {@code first} on. */
  public void copyIn(String table, long first, int rows, LongFunction<String> line) {
    StringBuilder lines = new StringBuilder();
    for (long id = first; id < first + rows; id++) {
      lines.append(line.apply(id));
    }
    try (Connection connection = connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN", new StringReader(lines.toString()));
    } catch (SQLException | IOException failure) {
      throw new AssertionError("refused: " + failure.getMessage(), failure);
    }
  }

  /** The rows as PostgreSQL's text, in the order they come; SQL NULL is null. */
  public List<List<@Nullable String>> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET extra_float_digits = 1; SET TimeZone = 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
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
      }
    } catch (SQLException failure) {
      throw new AssertionError("refused: " + failure.getMessage(), failure);
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
}
