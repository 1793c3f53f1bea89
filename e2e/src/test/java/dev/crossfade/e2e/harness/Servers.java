package dev.crossfade.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The old PostgreSQL, the new PostgreSQL and the Kafka broker of a test JVM: started at first use,
 * gone with the JVM. Each is a process of its own that can be killed and comes back on its port.
 * Tests share them one after the other, with databases and migration names of their own.
 */
public final class Servers {

  private static @Nullable Servers shared;

  private final Path directory;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final PostgresServer old;
  private final PostgresServer newer;
  private final BrokerServer broker;

  private Servers(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop servers"));
    old = new PostgresServer("old", directory.resolve("old"));
    stops.push(old::close);
    newer = new PostgresServer("new", directory.resolve("new"));
    stops.push(newer::close);
    broker = new BrokerServer(directory.resolve("kafka"));
    stops.push(broker::close);
  }

  /** Started at the first call, not by a static initialiser: what fails is said in full. */
  public static synchronized Servers shared() {
    if (shared == null) {
      try {
        shared = new Servers(Files.createTempDirectory("crossfade-e2e"));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return shared;
  }

  public PostgresServer old() {
    return old;
  }

  public PostgresServer newer() {
    return newer;
  }

  public BrokerServer broker() {
    return broker;
  }

  private void stop() {
    stops.forEach(Runnable::run);
    Directories.delete(directory);
  }
}
