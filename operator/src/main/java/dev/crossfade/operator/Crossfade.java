package dev.crossfade.operator;

import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.verbs.CommandLines;
import picocli.CommandLine.Command;

/** The program's entry point: one verb per subcommand. */
@Command(
    name = "crossfade",
    description = "Moves a live database into a new schema while it is being written to.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    versionProvider = Version.class)
public final class Crossfade {

  Crossfade() {}

  /** Runs one verb. Ends the process with its exit code. */
  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.ofProcess();
    surroundings.interruption().onSignals();
    int code = CommandLines.with(new Crossfade(), surroundings).execute(args);
    surroundings.interruption().finished();
    System.exit(code);
  }
}
