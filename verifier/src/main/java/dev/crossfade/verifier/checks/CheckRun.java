package dev.crossfade.verifier.checks;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TableId;
import dev.crossfade.verifier.DrainPoint;
import dev.crossfade.verifier.VerifierSettings;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;

/**
 * Runs the migration's own checks.
 *
 * <p>A parent that is on its way can make a check return a row that is right a moment later. So a
 * check that returns rows is run again, each time behind a marker that has come through, as often
 * as the settings have strikes; what it returns every time counts.
 */
public final class CheckRun {

  static final int ROWS_MAX = 100_000;

  private static final String HIDDEN = "***";

  private final CheckSession session;
  private final MigrationPlan plan;
  private final VerifierSettings settings;
  private final DrainPoint drain;
  private boolean drains = true;

  /**
   * A run of some checks.
   *
   * @param drain not asked again once it did not drain: what is found then stands as it is
   */
  public CheckRun(
      CheckSession session, MigrationPlan plan, VerifierSettings settings, DrainPoint drain) {
    this.session = session;
    this.plan = plan;
    this.settings = settings;
    this.drain = drain;
  }

  /** Runs them, one after another. */
  public List<CheckResult> run(List<OwnCheck> checks) throws SQLException, InterruptedException {
    List<CheckResult> results = new ArrayList<>();
    for (OwnCheck check : checks) {
      results.add(run(check));
    }
    return results;
  }

  private CheckResult run(OwnCheck check) throws SQLException, InterruptedException {
    try {
      return settled(check);
    } catch (SQLException failure) {
      String state = String.valueOf(failure.getSQLState());
      if (!state.startsWith("22") && !state.startsWith("23") && !state.equals("P0001")) {
        throw failure;
      }
      // PostgreSQL's message may hold a row's value.
      String why = "it raises SQLSTATE " + state + " for some row";
      return new CheckResult(check.name(), check.title(), 0, true, why, List.of(), List.of());
    }
  }

  private CheckResult settled(OwnCheck check) throws SQLException, InterruptedException {
    Set<String> last = hashes(check);
    Set<String> always = new HashSet<>(last);
    for (int look = 1; look < settings.strikes() && !last.isEmpty() && drained(); look++) {
      last = hashes(check);
      always.retainAll(last);
    }
    boolean settled = last.isEmpty() || !always.isEmpty();
    Set<String> counted = settled ? always : last;
    if (last.isEmpty()) {
      return new CheckResult(check.name(), check.title(), 0, true, null, List.of(), List.of());
    }
    return examples(check, counted, settled);
  }

  private boolean drained() throws InterruptedException {
    drains = drains && drain.drain(settings.drainMax());
    return drains;
  }

  /** The rows, each by a hash of its text. */
  private Set<String> hashes(OwnCheck check) throws SQLException {
    Set<String> hashes = new HashSet<>();
    try (Statement sql = session.statement();
        ResultSet found =
            sql.executeQuery(check.query("pg_catalog.md5(offending::text)") + limit(ROWS_MAX))) {
      while (found.next()) {
        hashes.add(found.getString(1));
      }
    }
    return hashes;
  }

  private CheckResult examples(OwnCheck check, Set<String> counted, boolean settled)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    List<List<@Nullable String>> examples = new ArrayList<>();
    int examplesMax = settings.showValues() ? settings.examplesMax() : 0;
    try (Statement sql = session.statement();
        ResultSet found =
            sql.executeQuery(
                check.query("pg_catalog.md5(offending::text), offending.*")
                    + limit(settings.showValues() ? ROWS_MAX : 0))) {
      ResultSetMetaData shape = found.getMetaData();
      List<Boolean> hidden = new ArrayList<>();
      for (int i = 2; i <= shape.getColumnCount(); i++) {
        columns.add(shape.getColumnLabel(i));
        hidden.add(mayBeSensitive(shape.unwrap(PGResultSetMetaData.class), i));
      }
      while (found.next() && examples.size() < examplesMax) {
        if (counted.contains(found.getString(1))) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            row.add(hidden.get(i) ? HIDDEN : found.getString(i + 2));
          }
          examples.add(row);
        }
      }
    }
    return new CheckResult(
        check.name(), check.title(), counted.size(), settled, null, columns, examples);
  }

  /**
   * Whether a value could be, or be made of, one of a sensitive column: what is no plain column of
   * a new table is taken for one as soon as any new column is sensitive.
   */
  private boolean mayBeSensitive(PGResultSetMetaData shape, int column) throws SQLException {
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

  private static String limit(int rows) {
    return " LIMIT " + rows;
  }
}
