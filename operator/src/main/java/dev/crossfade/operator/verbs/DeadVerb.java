package dev.crossfade.operator.verbs;

import dev.crossfade.operator.process.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The verbs about dead letters. */
@Command(
    name = "dead",
    description = "Dead letters: rows that could not be mapped or written, with their reason.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|waive")
final class DeadVerb implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** With its subcommands. */
  static CommandLine with(Surroundings surroundings) {
    return new CommandLine(new DeadVerb())
        .addSubcommand(new DeadListVerb(surroundings))
        .addSubcommand(new DeadShowVerb(surroundings))
        .addSubcommand(new DeadWaiveVerb(surroundings))
        .addSubcommand(new DeadRetryVerb());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say list, show or waive");
  }
}
