package dev.crossfade.operator.demo;

import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.MigrationFile;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.oldside.OldAccess;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.terminal.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows a whole live migration on servers of its own: nothing to configure, nothing left behind.
 */
@Command(
    name = "demo",
    description =
        "Migrates a real system's database, made up and dirty, while its application goes on writing.",
    mixinStandardHelpOptions = true)
public final class DemoVerb implements Callable<Integer> {

  private final Map<String, BiFunction<Path, Path, DemoSystem>> systems;

  private final Surroundings surroundings;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Which system: crearis, quanta, theprogram, tinymuse, tux.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Mixin private final DemoOptions options = new DemoOptions();

  @Option(
      names = "--json",
      description = "Answer as JSON, for scripts; fields are only ever added.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /**
   * The verb over the systems there are.
   *
   * @param systems by name; each is made from its migration folder and, for one whose old side is a
   *     file, the path of that
   */
  public DemoVerb(
      Surroundings surroundings, Map<String, BiFunction<Path, Path, DemoSystem>> systems) {
    this.surroundings = surroundings;
    this.systems = new TreeMap<>(systems);
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    Screen screen =
        new Screen(
            spec.commandLine().getOut(), spec.commandLine().getErr(), surroundings.colours());
    BiFunction<Path, Path, DemoSystem> system = systems.get(name);
    if (system == null) {
      throw OperatorFailure.misconfigured(
          "there is no demonstration called " + name,
          "there are: " + String.join(", ", systems.keySet()));
    }
    if (options.rate < 1 || options.seconds < 0 || options.rows < 0) {
      throw OperatorFailure.misconfigured(
          "--rate is at least 1, --seconds and --rows at least 0", "crossfade demo --help");
    }
    Path migration = home().resolve("migrations").resolve(name);
    if (!Files.isDirectory(migration)) {
      throw OperatorFailure.misconfigured(
          "there is no folder " + migration,
          "start the program as ./crossfade from its own folder");
    }
    Path state = Path.of(".crossfade", "demo", name).toAbsolutePath();
    try (DemoServers servers = DemoServers.start(state)) {
      DemoSystem shown = system.apply(migration, oldFile(state));
      MigrationConfig config = config(shown, migration, state, servers);
      LogFiles.open(config.logs(), "demo");
      return run(screen, shown, config, servers);
    }
  }

  private int run(Screen screen, DemoSystem system, MigrationConfig config, DemoServers servers)
      throws SQLException, InterruptedException {
    DemoReport report;
    try (OldAccess old = OldAccess.open(config, "demo", true)) {
      report = new DemoRun(system, old, options, screen, surroundings.interruption()).run();
    } catch (DemoInterruptedException stopped) {
      return ExitCode.INTERRUPTED.number();
    }
    if (json) {
      screen.json(report.json());
    } else {
      report.show(screen);
    }
    if (options.keep) {
      servers.keep();
      List<String> urls = servers.libpqUrls();
      screen.remark("old database: " + urls.get(0));
      boolean server = config.newSide().address().isPresent();
      screen.remark("new database: " + (server ? urls.get(1) : config.newSide().shown()));
      screen.remark("stop them:    " + servers.stopCommand());
    }
    return (report.isGood() ? ExitCode.YES : ExitCode.NO).number();
  }

  private MigrationConfig config(
      DemoSystem system, Path migration, Path state, DemoServers servers) {
    Map<String, String> environment = new HashMap<>(system.environment());
    environment.putAll(
        Map.of(
            "OLD_DATABASE_URL", servers.oldUrl(),
            "NEW_DATABASE_URL", servers.newUrl(),
            "OLD_FILE", oldFile(state).toString(),
            "MIGRATION_DATE", LocalDate.now(ZoneOffset.UTC).toString(),
            "NEW_FILE", state.resolve("new.db").toString(),
            "KAFKA_BOOTSTRAP", "embedded"));
    MigrationFile.Reading reading = MigrationFile.read(migration, environment::get);
    MigrationConfig read =
        reading
            .config()
            .orElseThrow(
                () ->
                    OperatorFailure.misconfigured(
                        "the migration.yaml of " + name + " is not in order",
                        "crossfade check " + migration));
    return read.withState(state.resolve("state"));
  }

  private static Path oldFile(Path state) {
    return state.resolve("old-file");
  }

  /** Where the program's own folders are; the launcher says so. */
  private Path home() {
    return Path.of(
            Optional.ofNullable(surroundings.environment().apply("CROSSFADE_HOME")).orElse("."))
        .toAbsolutePath()
        .normalize();
  }
}
