package dev.crossfade.operator.oldside;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.FileTrouble;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.process.StateLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A way to sides that are files. A database of the user's is there already. For a file, old or new,
 * the first verb that needs it has the server that holds its rows beside its own process; the
 * others connect to that one.
 */
public final class OldAccess implements AutoCloseable {

  private static final Duration HOLDER_WAIT_MAX = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final String LOCK = "old.lock";
  private static final String DATABASE = "postgres";
  private static final String NEW_DATABASE = "crossfade_new";

  private final MigrationConfig config;
  private final @Nullable OwnServer own;

  private OldAccess(MigrationConfig config, @Nullable OwnServer own) {
    this.config = config;
    this.own = own;
  }

  private record OwnServer(EmbeddedPostgres server, StateLock lock) {}

  /**
   * Finds the server that holds the file, or starts it; does nothing where the old side is a
   * database.
   *
   * @param verb who asks, for messages
   * @param lasting whether the verb stays until it is stopped: it then waits for a server of a verb
   *     that ends in a moment, and takes it over
   * @throws OperatorFailure if another process keeps it to itself
   */
  public static OldAccess open(MigrationConfig config, String verb, boolean lasting) {
    if (!isNeeded(config)) {
      return new OldAccess(config, null);
    }
    long deadline = System.nanoTime() + HOLDER_WAIT_MAX.toNanos();
    while (true) {
      Optional<StateLock> lock = StateLock.tryTake(config.state(), LOCK);
      if (lock.isPresent()) {
        return start(config, verb, lasting, lock.get());
      }
      Optional<HolderFile> other = HolderFile.read(config.state());
      if (other.isPresent() && (other.get().lasting() || !lasting)) {
        PostgresUrl url = PostgresUrl.parse(other.get().url());
        if (answers(url)) {
          return new OldAccess(heldAt(config, url), null);
        }
      }
      if (System.nanoTime() > deadline) {
        throw OperatorFailure.unreachable(
            "the server that holds the rows of "
                + config.name()
                + " belongs to "
                + other.map(o -> o.verb() + ", process " + o.pid()).orElse("another process"),
            "wait until it ends, or end it",
            null);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /** Connects to the server that holds the file if one runs; never starts one. */
  public static MigrationConfig ifRunning(MigrationConfig config) {
    return Optional.of(config)
        .filter(OldAccess::isNeeded)
        .flatMap(held -> HolderFile.read(config.state()))
        .map(holder -> PostgresUrl.parse(holder.url()))
        .filter(OldAccess::answers)
        .map(url -> heldAt(config, url))
        .orElse(config);
  }

  /** Whether a side is a file. */
  private static boolean isNeeded(MigrationConfig config) {
    return config.oldSide().file().isPresent() || config.newSide().heldFile().isPresent();
  }

  private static MigrationConfig heldAt(MigrationConfig config, PostgresUrl url) {
    MigrationConfig held =
        config.oldSide().file().map(file -> config.withOldSide(file.heldAt(url))).orElse(config);
    return config
        .newSide()
        .heldFile()
        .map(file -> held.withNewSide(file.heldAt(url.withDatabase(NEW_DATABASE))))
        .orElse(held);
  }

  private static void makeNewDatabase(PostgresUrl url) {
    try (Connection connection = url.connect();
        Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery("SELECT FROM pg_database WHERE datname = '" + NEW_DATABASE + "'")) {
      if (!found.next()) {
        sql.execute("CREATE DATABASE " + NEW_DATABASE);
      }
    } catch (SQLException refused) {
      throw OperatorFailure.unreachable(
          "the server that holds the new rows makes no database for them",
          "see its log below the state folder",
          refused);
    }
  }

  private static OldAccess start(
      MigrationConfig config, String verb, boolean lasting, StateLock lock) {
    Path state = config.state();
    EmbeddedPostgres server = null;
    try {
      server =
          EmbeddedPostgres.start(
              PostgresOptions.in(directory(state))
                  .withSettings(Map.of("max_wal_size", "4GB", "checkpoint_timeout", "15min")));
      String url = server.jdbcUrl(DATABASE);
      if (config.newSide().heldFile().isPresent()) {
        makeNewDatabase(PostgresUrl.parse(url));
      }
      new HolderFile(url, ProcessHandle.current().pid(), verb, lasting).write(state);
      return new OldAccess(heldAt(config, PostgresUrl.parse(url)), new OwnServer(server, lock));
    } catch (RuntimeException failure) {
      if (server != null) {
        server.close();
      }
      lock.close();
      throw failure;
    }
  }

  private static boolean answers(PostgresUrl url) {
    try (Connection connection = url.with("connectTimeout", "5").connect()) {
      return connection.isValid(5);
    } catch (SQLException gone) {
      return false;
    }
  }

  private static Path directory(Path state) {
    return state.resolve("old");
  }

  /** The migration with an old side that can be asked. */
  public MigrationConfig config() {
    return config;
  }

  /**
   * Reads the file as it is now, if it is one.
   *
   * @throws dev.crossfade.extractor.files.DamagedFileException if it is not whole; nothing changed
   */
  public void refresh() throws SQLException {
    if (config.oldSide().file().isPresent()) {
      config.oldSide().file().get().stage().look();
    }
  }

  /**
   * Whether the database holds the file as it is now; waits a while for an extractor to read it.
   */
  public boolean awaitCurrent(Duration max) throws SQLException {
    if (config.oldSide().file().isEmpty()) {
      return true;
    }
    long deadline = System.nanoTime() + max.toNanos();
    while (!config.oldSide().file().get().stage().isCurrent()) {
      if (own != null || System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }

  /**
   * Stops the server and deletes what it held, so that the next one begins with nothing.
   *
   * @throws OperatorFailure if another process looks after it
   */
  public void forget() {
    if (!isNeeded(config)) {
      return;
    }
    if (own == null) {
      throw OperatorFailure.refused(
          "another process still uses the server that holds the file",
          "wait until it ends, and try again");
    }
    own.server().close();
    Path directory = directory(config.state());
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot delete " + directory, failure);
    }
  }

  /** Stops the server if it is ours; what it holds stays. */
  @Override
  public void close() {
    if (own == null) {
      return;
    }
    try {
      own.server().close();
      Files.deleteIfExists(HolderFile.in(config.state()));
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot delete " + HolderFile.in(config.state()), failure);
    } finally {
      own.lock().close();
    }
  }
}
