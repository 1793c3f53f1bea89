package dev.crossfade.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The old PostgreSQL, the new PostgreSQL and the Kafka broker of a test JVM: started at first use,
 * gone with the JVM. Each is a process of its own that can be killed and comes back on its port.
 * Tests share them one after the other, with databases and migration names of their own.
 */
public final class Servers {

  private static final class Shared {
    static final Servers SERVERS = new Servers();
  }

  private final PostgresServer old;
  private final PostgresServer newer;
  private final BrokerServer broker;

  private Servers() {
    try {
      Path directory = Files.createTempDirectory("crossfade-e2e");
      old = new PostgresServer("old", directory.resolve("old"));
      newer = new PostgresServer("new", directory.resolve("new"));
      broker = new BrokerServer(directory.resolve("kafka"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(directory), "stop servers"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static Servers shared() {
    return Shared.SERVERS;
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

  private void stop(Path directory) {
    broker.close();
    old.close();
    newer.close();
    Directories.delete(directory);
  }
}
