package dev.crossfade.verifier.checks;

import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session on the new side in which checks are run: it can only read. */
public interface CheckSession extends AutoCloseable {

  /** What the new database has against these checks before any row is read: all of it. */
  List<Problem> problems(List<OwnCheck> checks) throws SQLException;

  /** The rows that a check returns, each by a hash of its text; {@code most} are read. */
  Set<String> hashes(OwnCheck check, int most) throws SQLException;

  /**
   * Some of the rows that a check returns, sensitive values hidden.
   *
   * @param counted hashes of those that count
   */
  Offending examples(OwnCheck check, Set<String> counted, int most, MigrationPlan plan)
      throws SQLException;

  /**
   * Rows of a check.
   *
   * @param columns what it returns, also if there are no rows
   */
  record Offending(List<String> columns, List<List<@Nullable String>> rows) {
    public Offending {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  @Override
  void close() throws SQLException;
}
