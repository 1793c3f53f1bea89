package dev.crossfade.operator.verbs;

import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.terminal.TextTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows single dead letters. */
@Command(
    name = "show",
    description = "Shows single ones by key, never their values.",
    mixinStandardHelpOptions = true)
final class DeadShowVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final Answer answer = new Answer();

  @Option(names = "--table", paramLabel = "TABLE", description = "Only those of this new table.")
  private String table = "";

  @Option(names = "--most", paramLabel = "N", description = "At most so many; 100 if not given.")
  private int most = 100;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DeadShowVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = OldAccess.ifRunning(folder.require(surroundings, screen));
    Reach.newSide(config);
    List<DeadLetterList.Letter> letters =
        config.newSide().database().deadLetters().letters(table, most);
    if (answer.json()) {
      screen.json(Map.of("letters", letters));
      return ExitCode.YES.number();
    }
    TextTable lines = new TextTable("table", "key", "stage", "code", "column", "reason");
    for (DeadLetterList.Letter letter : letters) {
      String column = letter.column();
      lines.row(
          letter.newTable(),
          letter.key(),
          letter.stage(),
          letter.sqlState(),
          column == null ? "" : column,
          letter.reason());
    }
    lines.lines().forEach(screen::say);
    if (letters.size() == most) {
      screen.remark("there may be more: --most N");
    }
    return ExitCode.YES.number();
  }
}
