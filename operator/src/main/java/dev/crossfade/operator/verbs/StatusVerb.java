package dev.crossfade.operator.verbs;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.status.MigrationStatus;
import dev.crossfade.operator.status.StatusReader;
import dev.crossfade.operator.status.StatusText;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.schemas.TopicNames;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how far the migration is. */
@Command(
    name = "status",
    description = {
      "How far each table is: rows, rate, lag, what is left, dead letters; READY or why not.",
      "Exit code 0 if the new database has caught up, else 1."
    },
    mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {

  private static final Duration REDRAW_EVERY = Duration.ofSeconds(1);

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final Answer answer = new Answer();

  @Option(names = "--watch", description = "Draw it again every second until Ctrl-C.")
  private boolean watch;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  StatusVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = folder.require(surroundings, screen);
    LogFiles.open(config.logs(), "status");
    try (KafkaAccess kafka = KafkaAccess.open(config, "status", false)) {
      if (watch && kafka.isOwn()) {
        throw OperatorFailure.unreachable(
            "nothing runs: the embedded broker was not up", "crossfade run, then watch", null);
      }
      kafka.mustHaveTopic(
          new TopicNames(config.name()).control(),
          "the migration " + config.name() + " is not prepared",
          "run crossfade prepare " + config.folder().getFileName());
      try (ControlTopic control =
          ControlTopic.latest(kafka.connection(), new TopicNames(config.name()))) {
        return show(screen, kafka, new StatusReader(OldAccess.ifRunning(config), control));
      }
    }
  }

  private int show(Screen screen, KafkaAccess kafka, StatusReader reader)
      throws InterruptedException {
    while (true) {
      MigrationStatus status = reader.read();
      if (answer.json()) {
        screen.json(status);
      } else {
        if (watch) {
          screen.clear();
        }
        StatusText.lines(screen, status).forEach(screen::say);
      }
      ExitCode code = status.caughtUp() ? ExitCode.YES : ExitCode.NO;
      if (!watch) {
        return code.number();
      }
      if (surroundings.interruption().await(REDRAW_EVERY)) {
        return ExitCode.INTERRUPTED.number();
      }
      Optional<OperatorFailure> loss = kafka.loss();
      if (loss.isPresent()) {
        throw loss.get();
      }
    }
  }
}
