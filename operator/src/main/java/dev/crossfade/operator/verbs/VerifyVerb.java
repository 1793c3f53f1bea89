package dev.crossfade.operator.verbs;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.drain.Drain;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.planning.PlanSource;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.verification.FolderChecks;
import dev.crossfade.operator.verification.Verification;
import dev.crossfade.operator.verification.VerificationRun;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.verifier.VerifierSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares old and new, row by row. */
@Command(
    name = "verify",
    description = {
      "Compares what mapping.sql says of the old database with what the new one holds: counts and",
      "content, down to row and column, also while both are written; then runs the migration's own",
      "checks/NNN-name.sql on the new side. Exit code 0 if equal and no check returns a row, else 1."
    },
    mixinStandardHelpOptions = true)
final class VerifyVerb implements Callable<Integer> {

  private static final Duration FILE_READ_WAIT_MAX = Duration.ofSeconds(60);

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final Answer answer = new Answer();

  @Option(
      names = "--show-values",
      description = "Show the values that differ; never those of sensitive columns.")
  private boolean showValues;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this new table, and none of checks/; may be given again.")
  private List<String> tables = List.of();

  @Option(names = "--repair", hidden = true, description = "Comes with a later version.")
  private boolean repair;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  VerifyVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    if (repair) {
      throw OperatorFailure.misconfigured(
          "verify --repair comes with a later version; nothing was done",
          "verify says what differs; crossfade replay redoes all of it from the topics");
    }
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = folder.require(surroundings, screen);
    LogFiles.open(config.logs(), "verify");
    Reach.oldPrimary(config);
    Reach.newSide(config);
    MigrationPlan plan = plan(config);
    Verification verification;
    try (OldAccess old = OldAccess.open(config, "verify", false)) {
      if (!old.awaitCurrent(FILE_READ_WAIT_MAX)) {
        screen.remark(
            "the old file has changed since it was read: what was read is what is compared");
      }
      FolderChecks checks =
          tables.isEmpty()
              ? FolderChecks.require(old.config(), screen)
              : FolderChecks.none(old.config());
      verification = verify(old.config(), plan, checks);
    }
    if (answer.json()) {
      screen.json(VerificationView.json(verification));
    } else {
      VerificationView.lines(screen, verification).forEach(screen::say);
    }
    return (verification.clean() ? ExitCode.YES : ExitCode.NO).number();
  }

  private static MigrationPlan plan(MigrationConfig config) {
    try (KafkaAccess kafka = KafkaAccess.open(config, "verify", false)) {
      TopicNames names = new TopicNames(config.name());
      kafka.mustHaveTopic(
          names.control(),
          "the migration " + config.name() + " is not prepared",
          "run crossfade prepare " + config.folder().getFileName());
      try (ControlTopic control = ControlTopic.committed(kafka.connection(), names)) {
        new PlanSource(config).mustBeTheOneOf(control);
        return control.currentPlan().orElseThrow();
      }
    }
  }

  private Verification verify(MigrationConfig config, MigrationPlan plan, FolderChecks checks)
      throws SQLException, InterruptedException {
    Drain drain = new Drain(config.oldSide().url(), config.newSide().database(), plan);
    VerifierSettings standard = VerifierSettings.standard();
    VerifierSettings settings =
        new VerifierSettings(
            chosen(plan),
            showValues,
            standard.examplesMax(),
            standard.strikes(),
            standard.settleMax(),
            standard.drainMax());
    return new VerificationRun(config, plan, drain).run(settings, checks);
  }

  /** Quoted names of the tables asked for, which may be given bare. */
  private Set<String> chosen(MigrationPlan plan) {
    Set<String> chosen = new TreeSet<>();
    for (String asked : tables) {
      TableId found =
          plan.newTables().stream()
              .map(NewTable::id)
              .filter(
                  id ->
                      asked.equals(id.quoted())
                          || asked.equals(id.toString())
                          || asked.equals(id.name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      OperatorFailure.misconfigured(
                          "the mapping writes no table " + asked,
                          "one of "
                              + plan.newTables().stream().map(t -> t.id().toString()).toList()));
      chosen.add(found.quoted());
    }
    return chosen;
  }
}
