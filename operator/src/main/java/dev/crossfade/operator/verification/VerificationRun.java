package dev.crossfade.operator.verification;

import dev.crossfade.loader.Drained;
import dev.crossfade.operator.config.HeldFile;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.drain.Drain;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.verifier.DrainPoint;
import dev.crossfade.verifier.VerificationException;
import dev.crossfade.verifier.VerificationReport;
import dev.crossfade.verifier.Verifier;
import dev.crossfade.verifier.VerifierSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One verification: the rows of both sides, then the migration's own checks. */
public final class VerificationRun {

  private final MigrationConfig config;
  private final MigrationPlan plan;
  private final Drain drain;
  private @Nullable String hindrance;

  /** {@code drain} says when the new side has what the old one had. */
  public VerificationRun(MigrationConfig config, MigrationPlan plan, Drain drain) {
    this.config = config;
    this.plan = plan;
    this.drain = drain;
  }

  /**
   * Verifies; writes may go on.
   *
   * @throws OperatorFailure if it cannot be carried out, such as when a marker does not arrive
   */
  public Verification run(VerifierSettings settings, FolderChecks checks)
      throws SQLException, InterruptedException {
    DrainPoint drainPoint = this::isDrained;
    try {
      VerificationReport rows =
          new Verifier(
                  config.oldSide().url(),
                  config.newSide().verified(),
                  config.oldSide().schema(),
                  plan,
                  settings,
                  drainPoint)
              .verify();
      return new Verification(rows, checks.run(plan, settings, drainPoint), archive());
    } catch (VerificationException cannot) {
      throw OperatorFailure.refused(
              "the verification could not be carried out: "
                  + cannot.getMessage()
                  + (hindrance == null || hindrance.isEmpty() ? "" : " (" + hindrance + ")"),
              "see crossfade status: rows that differ are looked at again behind a marker, for"
                  + " which all three services have to run")
          .because(cannot);
    }
  }

  private List<String> archive() throws SQLException, InterruptedException {
    Optional<HeldFile> file = config.newSide().heldFile();
    return file.isPresent() ? file.get().writer().writeAndReadBack() : List.of();
  }

  private boolean isDrained(Duration max) throws InterruptedException {
    try {
      Drained drained = drain.await(Marker.Kind.VERIFY, max);
      hindrance = Drain.hindrance(drained);
      return drained.isDrained();
    } catch (SQLException noAnswer) {
      throw new VerificationException("a database does not answer", noAnswer);
    }
  }
}
