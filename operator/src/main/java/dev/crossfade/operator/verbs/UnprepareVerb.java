package dev.crossfade.operator.verbs;

import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.preparation.Unpreparation;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Screen;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Undoes prepare and all that ran after it. */
@Command(
    name = "unprepare",
    description =
        "Undoes prepare: topics, publication, replica identity, and the replication slot.",
    mixinStandardHelpOptions = true)
final class UnprepareVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();

  @Option(names = "--yes", description = "Rows that were read and loaded may be deleted.")
  private boolean yes;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  UnprepareVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = folder.require(surroundings, screen);
    LogFiles.open(config.logs(), "unprepare");
    Reach.oldPrimary(config);
    Reach.newSide(config);
    try (OldAccess old = OldAccess.open(config, "unprepare", false);
        KafkaAccess kafka = KafkaAccess.open(config, "unprepare", false)) {
      new Unpreparation(old.config(), kafka, screen::say).run(yes);
      old.forget();
    }
    return ExitCode.YES.number();
  }
}
