package dev.crossfade.operator.verification;

import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.planning.ShownPath;
import dev.crossfade.operator.planning.ShownProblem;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.verifier.DrainPoint;
import dev.crossfade.verifier.VerifierSettings;
import dev.crossfade.verifier.checks.CheckResult;
import dev.crossfade.verifier.checks.CheckRun;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.checks.OwnCheck;
import dev.crossfade.verifier.checks.OwnChecks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The {@code checks/} of a migration folder, run on the new side. */
public final class FolderChecks {

  private final MigrationConfig config;
  private final List<OwnCheck> checks;

  private FolderChecks(MigrationConfig config, List<OwnCheck> checks) {
    this.config = config;
    this.checks = List.copyOf(checks);
  }

  /** None of them. */
  public static FolderChecks none(MigrationConfig config) {
    return new FolderChecks(config, List.of());
  }

  /**
   * Reads them and has the new database look at each, before any row is read.
   *
   * @throws OperatorFailure if one cannot be run; all problems were shown then
   */
  public static FolderChecks require(MigrationConfig config, Screen screen) throws SQLException {
    OwnChecks read = OwnChecks.read(config.checksFolder(), ShownPath::of);
    var problems = new ArrayList<>(read.problems());
    if (!read.checks().isEmpty()) {
      try (CheckSession session = open(config)) {
        problems.addAll(session.problems(read.checks()));
      }
    }
    if (problems.isEmpty()) {
      return new FolderChecks(config, read.checks());
    }
    problems.forEach(
        problem ->
            ProblemText.lines(screen, ShownProblem.of(problem))
                .forEach(line -> screen.remark(line)));
    throw OperatorFailure.misconfigured(
        ShownPath.of(config.checksFolder()) + " is not in order",
        "mend what stands above, and try again");
  }

  /** Runs them, one after another. */
  public List<CheckResult> run(MigrationPlan plan, VerifierSettings settings, DrainPoint drain)
      throws SQLException, InterruptedException {
    if (checks.isEmpty()) {
      return List.of();
    }
    try (CheckSession session = open(config)) {
      return new CheckRun(session, plan, settings, drain).run(checks);
    }
  }

  private static CheckSession open(MigrationConfig config) throws SQLException {
    return config.newSide().checks();
  }
}
