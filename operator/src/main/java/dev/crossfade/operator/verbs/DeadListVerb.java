package dev.crossfade.operator.verbs;

import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.terminal.TextTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts dead letters by table and reason. */
@Command(
    name = "list",
    description =
        "Counts them by table and reason. Exit code 0 if there are none, or all are waived.",
    mixinStandardHelpOptions = true)
final class DeadListVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final Answer answer = new Answer();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DeadListVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = OldAccess.ifRunning(folder.require(surroundings, screen));
    Reach.newSide(config);
    List<DeadLetterList.Group> groups = config.newSide().database().deadLetters().groups();
    if (answer.json()) {
      screen.json(Map.of("groups", groups));
    } else if (groups.isEmpty()) {
      screen.say("no dead letters");
    } else {
      TextTable table =
          new TextTable("table", "stage", "code", "column", "count", "waived", "reason");
      for (DeadLetterList.Group group : groups) {
        String column = group.column();
        table.row(
            group.newTable(),
            group.stage(),
            group.sqlState(),
            column == null ? "" : column,
            Amounts.count(group.count()),
            Amounts.count(group.waived()),
            group.reason());
      }
      table.lines().forEach(screen::say);
    }
    boolean allWaived = groups.stream().allMatch(group -> group.count() == group.waived());
    return (allWaived ? ExitCode.YES : ExitCode.NO).number();
  }
}
