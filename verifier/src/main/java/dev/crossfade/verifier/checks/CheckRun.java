package dev.crossfade.verifier.checks;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.verifier.DrainPoint;
import dev.crossfade.verifier.VerifierSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the migration's own checks.
 *
 * <p>A parent that is on its way can make a check return a row that is right a moment later. So a
 * check that returns rows is run again, each time behind a marker that has come through, as often
 * as the settings have strikes; what it returns every time counts.
 */
public final class CheckRun {

  static final int ROWS_MAX = 100_000;

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
      // The database's message may hold a row's value.
      String why = "it raises SQLSTATE " + state + " for some row";
      return new CheckResult(check.name(), check.title(), 0, true, why, List.of(), List.of());
    }
  }

  private CheckResult settled(OwnCheck check) throws SQLException, InterruptedException {
    Set<String> last = session.hashes(check, ROWS_MAX);
    Set<String> always = new HashSet<>(last);
    for (int look = 1; look < settings.strikes() && !last.isEmpty() && drained(); look++) {
      last = session.hashes(check, ROWS_MAX);
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

  private CheckResult examples(OwnCheck check, Set<String> counted, boolean settled)
      throws SQLException {
    int examplesMax = settings.showValues() ? settings.examplesMax() : 0;
    CheckSession.Offending found = session.examples(check, counted, examplesMax, plan);
    return new CheckResult(
        check.name(), check.title(), counted.size(), settled, null, found.columns(), found.rows());
  }
}
