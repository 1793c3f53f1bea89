package dev.crossfade.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.Drained;
import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One migration folder with an old and a new database of its own, and the program's verbs on it.
 * Its folder and the output of every process stay in {@code target/e2e/<name>}.
 */
public final class Migration implements AutoCloseable {

  /** Of a test of seconds; the machine may be busy with others. */
  public static final Duration WAIT_MAX =
      Duration.ofSeconds(Long.getLong("crossfade.wait-seconds", 150));

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Of the Java machines that share {@code target/e2e}; the build numbers them. */
  private static final int FORK = Integer.parseInt(System.getProperty("crossfade.fork", "1"));

  private final String name;
  private final Path home;
  private final Database old;
  private final Database newer;
  private final Map<String, String> environment;
  private final Program program;
  private NewDatabase newSide;
  private final List<RunningService> started = new ArrayList<>();

  private Migration(String prefix) {
    this(prefix, false, Map.of());
  }

  private Migration(String prefix, boolean withinOneDatabase, Map<String, String> variables) {
    Servers servers = Servers.shared();
    this.name = prefix + FORK + "_" + NAMES.incrementAndGet();
    this.home = Path.of("target", "e2e", name).toAbsolutePath();
    Directories.delete(home);
    this.old = servers.old().create("old_" + name);
    this.newer = withinOneDatabase ? old : servers.newer().create("new_" + name);
    this.environment = new HashMap<>(variables);
    environment.put("OLD_DATABASE_URL", old.url());
    environment.put("NEW_DATABASE_URL", newer.url());
    environment.put("KAFKA_BOOTSTRAP", servers.broker().bootstrap());
    try {
      Files.createDirectories(logs());
      Files.createDirectories(folder());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    this.program = new Program(logs(), environment);
    this.newSide = new PostgresDatabase(PostgresUrl.parse(newer.url()));
  }

  /** Says that the folder names another new side than the PostgreSQL that every migration has. */
  public void writesTo(NewDatabase other) {
    newSide = other;
  }

  /** A migration whose folder is a copy of {@code original} under a name of its own. */
  public static Migration copyOf(Path original) {
    return filled(new Migration(original.getFileName().toString()), original);
  }

  /** As {@link #copyOf}, old and new being one database, and with other variables beside. */
  public static Migration withinOneDatabase(Path original, Map<String, String> variables) {
    return filled(new Migration(original.getFileName().toString(), true, variables), original);
  }

  private static Migration filled(Migration migration, Path original) {
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = migration.folder().resolve(original.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    migration.rename();
    return migration;
  }

  /** A migration of four partitions written by the test. */
  public static Migration of(String prefix, String newSchema, String mapping, String... leftOut) {
    Migration migration = new Migration(prefix);
    migration.write("migration.yaml", migration.yaml(leftOut));
    migration.write("mapping.sql", mapping);
    migration.write("schema/V001__tables.sql", newSchema);
    return migration;
  }

  private String yaml(String... leftOut) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("migration: ").append(name).append('\n');
    yaml.append("old:\n  postgres: { url: \"${OLD_DATABASE_URL}\" }\n");
    yaml.append("new:\n  postgres: { url: \"${NEW_DATABASE_URL}\" }\n");
    yaml.append("kafka:\n  bootstrap: \"${KAFKA_BOOTSTRAP}\"\n");
    if (leftOut.length > 0) {
      yaml.append("left-out:\n");
      for (String each : leftOut) {
        yaml.append("  '").append(each).append("': not needed by this test\n");
      }
    }
    return yaml.toString();
  }

  private void rename() {
    write(
        "migration.yaml",
        read("migration.yaml").replaceFirst("(?m)^migration: .*$", "migration: " + name));
  }

  public void write(String file, String text) {
    try {
      Path path = folder().resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String read(String file) {
    try {
      return Files.readString(folder().resolve(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String name() {
    return name;
  }

  public Database old() {
    return old;
  }

  public Database newer() {
    return newer;
  }

  public Path folder() {
    return home.resolve(name);
  }

  private Path logs() {
    return home.resolve("logs");
  }

  /** The same folder under other variables, such as a wrong password. */
  public Program programWith(Map<String, String> changes) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.putAll(changes);
    return new Program(logs(), changed);
  }

  /** Runs a verb on this folder to its end. */
  public Outcome run(String verb, String... options) {
    return program.run(arguments(verb, options));
  }

  /** Starts a verb that stays; it is killed on close if it is still there. */
  public RunningService start(String verb, String... options) {
    RunningService service = program.start(arguments(verb, options));
    started.add(service);
    return service;
  }

  private String[] arguments(String verb, String... options) {
    List<String> arguments = new ArrayList<>(List.of(verb, folder().toString()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  /** What {@code status --json} says. */
  public JsonNode status() {
    return run("status", "--json").json();
  }

  public TopicNames topics() {
    return new TopicNames(name);
  }

  /** The control topic of this migration, to be closed. */
  public ControlTopic control() {
    return ControlTopic.latest(KafkaConnection.of(Servers.shared().broker().bootstrap()), topics());
  }

  public MigrationPlan plan() {
    try (ControlTopic control = control()) {
      return control.currentPlan().orElseThrow(() -> new AssertionError("not prepared"));
    }
  }

  /** Waits until the new database holds everything that the old one has committed by now. */
  public void drain() {
    awaitDrained(emitDrainMarker());
  }

  /**
   * Marks the end of what the old database has committed by now. Waits for the slot first: what was
   * written to the log before it is in the snapshot, markers are not.
   */
  public String emitDrainMarker() {
    Deadline.until(
        WAIT_MAX,
        "the extractor has made its slot" + tails(),
        () ->
            "1"
                .equals(
                    old.ask(
                        "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '%s'"
                            .formatted(topics().slot()))));
    String id = "test-" + UUID.randomUUID();
    try (Connection connection = old.connect();
        PreparedStatement emit =
            connection.prepareStatement(
                """
                SELECT pg_logical_emit_message(true, ?,
                  json_build_object('id', ?::text, 'kind', 'DRAIN', 'emittedAt',
                    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)::text)
                """)) {
      emit.setString(1, topics().messagePrefix());
      emit.setString(2, id);
      emit.execute();
      return id;
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /**
   * Waits until the new database holds everything before the marker; fails at once if a service
   * gives up meanwhile.
   */
  public void awaitDrained(String marker) {
    MigrationPlan plan = plan();
    List<RunningService> running = started.stream().filter(RunningService::isAlive).toList();
    try {
      Deadline.until(
          WAIT_MAX,
          name + " is drained",
          () -> {
            running.stream()
                .filter(service -> !service.isAlive())
                .findAny()
                .ifPresent(
                    ended -> {
                      throw new AssertionError("gave up by itself: " + ended);
                    });
            try (Ledger ledger = ledger()) {
              return Drained.query(ledger, plan, marker).isDrained();
            }
          });
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(name + " is not drained: " + drained(plan, marker) + tails(), late);
    }
  }

  private Ledger ledger() throws SQLException {
    return newSide.ledger();
  }

  private Drained drained(MigrationPlan plan, String marker) {
    try (Ledger ledger = ledger()) {
      return Drained.query(ledger, plan, marker);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private String tails() {
    StringBuilder tails = new StringBuilder();
    for (RunningService service :
        started.subList(Math.max(0, started.size() - 4), started.size())) {
      tails.append('\n').append(service);
    }
    return tails.toString();
  }

  /** Kills what it started and drops both databases. */
  @Override
  public void close() {
    started.forEach(RunningService::close);
    Servers.shared().old().drop("old_" + name);
    if (!newer.equals(old)) {
      Servers.shared().newer().drop("new_" + name);
    }
  }
}
