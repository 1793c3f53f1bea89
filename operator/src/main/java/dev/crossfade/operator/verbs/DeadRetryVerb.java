package dev.crossfade.operator.verbs;

import dev.crossfade.operator.failure.OperatorFailure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Refused by name. */
@Command(name = "retry", hidden = true, description = "Comes with a later version.")
final class DeadRetryVerb implements Callable<Integer> {

  @Parameters(arity = "0..*")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    throw OperatorFailure.misconfigured(
        "dead retry comes with a later version" + (arguments.isEmpty() ? "" : "; nothing was done"),
        "mend the row in the old database: its letter goes and the row comes; or mend mapping.sql"
            + " and run crossfade replay");
  }
}
