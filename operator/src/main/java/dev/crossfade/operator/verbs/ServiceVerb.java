package dev.crossfade.operator.verbs;

import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.metrics.MetricsServer;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.services.ServiceGroup;
import dev.crossfade.operator.services.ServiceKind;
import dev.crossfade.operator.terminal.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs services until Ctrl-C: {@code run} all three, {@code extract}, {@code transform}, {@code
 * load} one.
 */
@Command(mixinStandardHelpOptions = true)
final class ServiceVerb implements Callable<Integer> {

  private static final int NO_PORT = -1;

  private final Surroundings surroundings;
  private final List<ServiceKind> kinds;

  @Mixin private final Folder folder = new Folder();

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve Prometheus metrics at http://0.0.0.0:PORT/metrics.")
  private int metricsPort = NO_PORT;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private ServiceVerb(Surroundings surroundings, List<ServiceKind> kinds) {
    this.surroundings = surroundings;
    this.kinds = List.copyOf(kinds);
  }

  /** Adds run, extract, transform and load. */
  static void addTo(CommandLine line, Surroundings surroundings) {
    add(
        line,
        "run",
        "Runs the extractor, the transformer and the loader in this process. Ctrl-C stops it; every"
            + " start goes on from where it was.",
        new ServiceVerb(surroundings, List.of(ServiceKind.values())));
    for (ServiceKind kind : ServiceKind.values()) {
      add(
          line,
          kind.verb(),
          "Runs the "
              + kind.word()
              + " alone. Ctrl-C stops it; every start goes on from where it was.",
          new ServiceVerb(surroundings, List.of(kind)));
    }
  }

  private static void add(CommandLine line, String name, String does, ServiceVerb verb) {
    CommandLine sub = new CommandLine(verb);
    sub.getCommandSpec().name(name);
    sub.getCommandSpec().usageMessage().description(does);
    line.addSubcommand(name, sub);
  }

  @Override
  public Integer call() throws Exception {
    String verb = spec.name();
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = folder.require(surroundings, screen);
    LogFiles.openWithStory(config.logs(), verb);
    if (kinds.contains(ServiceKind.EXTRACTOR)) {
      Reach.oldPrimary(config);
    }
    if (kinds.contains(ServiceKind.LOADER)) {
      Reach.newSide(config);
    }
    boolean loadsAFile =
        kinds.contains(ServiceKind.LOADER) && config.newSide().heldFile().isPresent();
    if (!kinds.contains(ServiceKind.EXTRACTOR) && !loadsAFile) {
      return serve(config, verb);
    }
    try (OldAccess old = OldAccess.open(config, verb, true)) {
      return serve(old.config(), verb);
    }
  }

  private int serve(MigrationConfig config, String verb) throws InterruptedException {
    try (KafkaAccess kafka = KafkaAccess.open(config, verb, true);
        MetricsServer metrics = new MetricsServer(config.name(), kafka.connection(), kinds)) {
      if (metricsPort != NO_PORT) {
        metrics.start(metricsPort);
      }
      return new ServiceGroup(config, kafka, kinds).run(surroundings.interruption()).number();
    }
  }
}
