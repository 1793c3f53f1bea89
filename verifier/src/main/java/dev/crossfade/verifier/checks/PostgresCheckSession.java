package dev.crossfade.verifier.checks;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Checks on a PostgreSQL, in a session that can only read. */
public final class PostgresCheckSession implements CheckSession {

  private static final String HIDDEN = "***";

  private final Connection connection;

  private PostgresCheckSession(Connection connection) {
    this.connection = connection;
  }

  /**
   * Logs in.
   *
   * @param schema where names in checks are found first; then {@code public}
   */
  public static PostgresCheckSession open(PostgresUrl url, String schema) throws SQLException {
    Connection connection = Session.open(url);
    try (Statement sql = connection.createStatement()) {
      Session.unlimit(connection);
      sql.execute("SET search_path = " + TableId.quote(schema) + ", public");
      sql.execute("SET default_transaction_read_only = on");
      return new PostgresCheckSession(connection);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
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

  @Override
  public Set<String> hashes(OwnCheck check, int most) throws SQLException {
    Set<String> hashes = new HashSet<>();
    try (Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery(check.query("pg_catalog.md5(offending::text)") + " LIMIT " + most)) {
      while (found.next()) {
        hashes.add(found.getString(1));
      }
    }
    return hashes;
  }

  @Override
  public Offending examples(OwnCheck check, Set<String> counted, int most, MigrationPlan plan)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    List<List<@Nullable String>> examples = new ArrayList<>();
    try (Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery(
                check.query("pg_catalog.md5(offending::text), offending.*")
                    + " LIMIT "
                    + (most == 0 ? 0 : CheckRun.ROWS_MAX))) {
      ResultSetMetaData shape = found.getMetaData();
      List<Boolean> hidden = new ArrayList<>();
      for (int i = 2; i <= shape.getColumnCount(); i++) {
        columns.add(shape.getColumnLabel(i));
        hidden.add(mayBeSensitive(shape.unwrap(PGResultSetMetaData.class), i, plan));
      }
      while (found.next() && examples.size() < most) {
        if (counted.contains(found.getString(1))) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            row.add(hidden.get(i) ? HIDDEN : found.getString(i + 2));
          }
          examples.add(row);
        }
      }
    }
    return new Offending(columns, examples);
  }

  /**
   * Whether a value could be, or be made of, one of a sensitive column: what is no plain column of
   * a new table is taken for one as soon as any new column is sensitive.
   */
  private static boolean mayBeSensitive(PGResultSetMetaData shape, int column, MigrationPlan plan)
      throws SQLException {
    String name = shape.getBaseColumnName(column);
    if (!name.isEmpty()) {
      TableId table = new TableId(shape.getBaseSchemaName(column), shape.getBaseTableName(column));
      if (plan.newTables().stream().anyMatch(each -> each.id().equals(table))) {
        return plan.sensitive().getOrDefault(table.quoted(), List.of()).contains(name);
      }
    }
    return plan.newTables().stream()
        .anyMatch(each -> plan.sensitive().containsKey(each.id().quoted()));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
