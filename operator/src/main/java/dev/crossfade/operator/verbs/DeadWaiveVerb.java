package dev.crossfade.operator.verbs;

import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Screen;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes dead letters as decided: their rows stay behind. */
@Command(
    name = "waive",
    description = {
      "Decides that these rows stay behind, and says why: they are no hindrance any more. A new",
      "version of a row is a new decision."
    },
    mixinStandardHelpOptions = true)
final class DeadWaiveVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();

  @Parameters(index = "1..*", paramLabel = "KEY", description = "As dead show prints it.")
  private List<String> keys = List.of();

  @Option(names = "--all", description = "All of them, or all of --table.")
  private boolean all;

  @Option(names = "--table", paramLabel = "TABLE", description = "Only those of this new table.")
  private String table = "";

  @Option(
      names = "--because",
      paramLabel = "TEXT",
      required = true,
      description = "Why; kept with them.")
  private String because = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DeadWaiveVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    if (keys.isEmpty() != all || because.isBlank()) {
      throw OperatorFailure.misconfigured(
          "say which dead letters to waive: their keys, or --all, and --because with the reason",
          "crossfade dead show prints the keys");
    }
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = OldAccess.ifRunning(folder.require(surroundings, screen));
    Reach.newSide(config);
    long waived = config.newSide().database().deadLetters().waive(table, keys, because);
    screen.say("waived: " + Amounts.count(waived));
    return (waived > 0 ? ExitCode.YES : ExitCode.NO).number();
  }
}
