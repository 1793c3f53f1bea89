package dev.crossfade.verifier.checks;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A session on the new side in which checks are run: it can only read. */
public final class CheckSession implements AutoCloseable {

  private final Connection connection;

  private CheckSession(Connection connection) {
    this.connection = connection;
  }

  /**
   * Logs in.
   *
   * @param schema where names in checks are found first; then {@code public}
   */
  public static CheckSession open(PostgresUrl url, String schema) throws SQLException {
    Connection connection = Session.open(url);
    try (Statement sql = connection.createStatement()) {
      Session.unlimit(connection);
      sql.execute("SET search_path = " + TableId.quote(schema) + ", public");
      sql.execute("SET default_transaction_read_only = on");
      return new CheckSession(connection);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** What the server has against these checks before any row is read: all of it. */
  public List<Problem> problems(List<OwnCheck> checks) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    for (OwnCheck check : checks) {
      problem(check).ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<Problem> problem(OwnCheck check) throws SQLException {
    String items = "offending.*";
    try (Statement sql = connection.createStatement()) {
      sql.execute(check.query(items) + " LIMIT 0");
      return Optional.empty();
    } catch (SQLException refused) {
      String state = String.valueOf(refused.getSQLState());
      if (!isText(state)) {
        throw refused;
      }
      ServerErrorMessage message =
          refused instanceof PSQLException told ? told.getServerErrorMessage() : null;
      String said = message == null ? null : message.getMessage();
      return Optional.of(
          Problem.error(
              state,
              check
                  .source()
                  .placeOf(message == null ? 0 : message.getPosition() - 1 - check.offset(items)),
              "the new database refuses this check: " + (said == null ? state : said),
              "a check is one SELECT over the new tables, in the new database's own SQL"));
    }
  }

  /** Whether an error is about the text of a query, not about what the rows hold. */
  private static boolean isText(String state) {
    return state.startsWith("42") || state.startsWith("0A") || state.startsWith("25006");
  }

  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
