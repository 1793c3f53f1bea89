package dev.crossfade.operator.verbs;

import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.preparation.MigrationCheck;
import dev.crossfade.operator.preparation.Preparation;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes new tables, topics, publication, replica identity and plan. */
@Command(
    name = "prepare",
    description = {
      "Makes what the migration needs: new tables, topics, publication, replica identity, plan.",
      "Can be repeated; crossfade unprepare undoes it."
    },
    mixinStandardHelpOptions = true)
final class PrepareVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final SchemaOptions schema = new SchemaOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  PrepareVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = schema.applyTo(folder.require(surroundings, screen));
    LogFiles.open(config.logs(), "prepare");
    Reach.oldPrimary(config);
    Reach.newSide(config);
    try (OldAccess old = OldAccess.open(config, "prepare", false)) {
      return prepare(screen, old);
    }
  }

  private static int prepare(Screen screen, OldAccess old) throws SQLException {
    MigrationConfig config = old.config();
    try (KafkaAccess kafka = KafkaAccess.open(config, "prepare", false)) {
      Preparation preparation = new Preparation(config, kafka, screen::say);
      Optional<MigrationPlan> existing = preparation.existing();
      if (existing.isPresent()) {
        screen.say("prepared already: generation " + existing.get().generation());
        return ExitCode.YES.number();
      }
      old.refresh();
      MigrationCheck.Result check = MigrationCheck.run(config);
      check
          .problems()
          .forEach(problem -> ProblemText.lines(screen, problem).forEach(screen::remark));
      if (!check.isInOrder()) {
        screen.remark(screen.in(Colour.BAD, "not prepared") + ": mend what stands above");
        return ExitCode.NO.number();
      }
      MigrationPlan plan = preparation.run(check);
      screen.say(
          screen.in(Colour.GOOD, "prepared")
              + ": "
              + plan.oldTables().size()
              + " old tables, "
              + plan.newTables().size()
              + " new ones. Next: crossfade run");
      return ExitCode.YES.number();
    }
  }
}
