package dev.crossfade.operator.verification;

import dev.crossfade.verifier.Integrity;
import dev.crossfade.verifier.VerificationReport;
import dev.crossfade.verifier.checks.CheckResult;
import java.util.List;

/** All that one verification found. */
public record Verification(VerificationReport rows, List<CheckResult> checks) {

  public Verification {
    checks = List.copyOf(checks);
  }

  /** Every row equal, no constraint broken, and every check passed. */
  public boolean clean() {
    return rows.equal()
        && rows.integrity().stream().allMatch(Integrity::whole)
        && checks.stream().allMatch(CheckResult::passed);
  }
}
