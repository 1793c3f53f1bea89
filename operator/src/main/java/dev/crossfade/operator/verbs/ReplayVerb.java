package dev.crossfade.operator.verbs;

import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.replay.Replay;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Redoes the migration from the old topics. */
@Command(
    name = "replay",
    description = {
      "Redoes the migration from the topics with mapping.sql as it is now: a new generation, in place.",
      "The new tables are emptied and filled again; the old database is not asked for anything."
    },
    mixinStandardHelpOptions = true)
final class ReplayVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  ReplayVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = folder.require(surroundings, screen);
    LogFiles.open(config.logs(), "replay");
    Reach.newSide(config);
    try (KafkaAccess kafka = KafkaAccess.open(config, "replay", false)) {
      Replay replay = new Replay(config, kafka, screen::say);
      Replay.Compiled compiled = replay.compile();
      compiled
          .planned()
          .problems()
          .forEach(problem -> ProblemText.lines(screen, problem).forEach(screen::remark));
      if (compiled.planned().mapping().isEmpty()) {
        screen.remark(screen.in(Colour.BAD, "nothing begun") + ": mend what stands above");
        return ExitCode.NO.number();
      }
      MigrationPlan next = replay.run(compiled);
      screen.say(
          screen.in(Colour.GOOD, "generation " + next.generation() + " has begun")
              + ": services that run go over to it; crossfade status shows how far it is");
      return ExitCode.YES.number();
    }
  }
}
