package dev.crossfade.operator;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry point: one verb per subcommand. */
@Command(
    name = "crossfade",
    description = "Moves a live database into a new schema while it is being written to.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB")
public final class Crossfade {

  Crossfade() {}

  /** Runs one verb. Ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Crossfade()).execute(args));
  }
}
