package dev.crossfade.operator.verification;

import dev.crossfade.verifier.Integrity;
import dev.crossfade.verifier.VerificationReport;
import dev.crossfade.verifier.checks.CheckResult;
import java.util.List;

/**
 * All that one verification found.
 *
 * @param archive what a new side that is a file, written anew and read back, has otherwise than the
 *     rows that were verified; in words
 */
public record Verification(
    VerificationReport rows, List<CheckResult> checks, List<String> archive) {

  public Verification {
    archive = List.copyOf(archive);
    checks = List.copyOf(checks);
  }

  /** Every row equal, no constraint broken, and every check passed. */
  public boolean clean() {
    return rows.equal()
        && archive.isEmpty()
        && rows.integrity().stream().allMatch(Integrity::whole)
        && checks.stream().allMatch(CheckResult::passed);
  }
}
