package dev.crossfade.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.EligibleLeaderReplicasVersion;

/**
 * A Kafka broker inside this process, its own controller, reachable on 127.0.0.1 without
 * credentials.
 *
 * <p>A broker started on a directory that held one before continues it: same cluster id, same
 * topics, same records, also after the process was killed. Two brokers never share a directory.
 * Whoever starts one closes it; nothing is registered to do so at exit.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final int port;
  private final String clusterId;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(KafkaRaftServer server, DirectoryLock lock, int port, String clusterId) {
    this.server = server;
    this.lock = lock;
    this.port = port;
    this.clusterId = clusterId;
  }

  /**
   * Returns when clients can connect.
   *
   * @throws EmbeddedServerException if the broker does not start; nothing is left running
   */
  public static EmbeddedBroker start(BrokerOptions options) {
    try {
      DirectoryLock lock = DirectoryLock.of(options.directory());
      try {
        return start(options, lock);
      } catch (Exception failure) {
        lock.close();
        throw failure;
      }
    } catch (Exception failure) {
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new EmbeddedServerException(
          "the embedded Kafka broker does not start in "
              + options.directory()
              + (options.port() == 0 ? "" : " on port " + options.port())
              + ": "
              + rootOf(failure).getMessage(),
          failure);
    }
  }

  private static EmbeddedBroker start(BrokerOptions options, DirectoryLock lock) throws Exception {
    int port = options.port() == 0 ? FreePort.find() : options.port();
    int controllerPort = FreePort.find();
    String clusterId = format(options.directory().toAbsolutePath());
    if (KilledBroker.leftIts(options.directory())) {
      KilledBroker.forget(options, controllerPort);
    }
    Properties settings = BrokerSettings.of(options, port, controllerPort);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    startOrShutDown(server);
    return new EmbeddedBroker(server, lock, port, clusterId);
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String clusterId() {
    return clusterId;
  }

  /** Returns when the broker has written everything down and let go of its directory and port. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
      try {
        lock.close();
      } catch (IOException failure) {
        throw new EmbeddedServerException(
            "the embedded Kafka broker has stopped but does not let go of its directory", failure);
      }
    }
  }

  private static void startOrShutDown(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException failure) {
      try {
        server.shutdown();
      } catch (RuntimeException shutdownFailure) {
        failure.addSuppressed(shutdownFailure);
      }
      throw failure;
    }
  }

  /** Formats the directory unless it is; returns its cluster id. */
  private static String format(Path directory) throws Exception {
    MetaPropertiesEnsemble known =
        new MetaPropertiesEnsemble.Loader().addLogDirs(List.of(directory.toString())).load();
    if (known.clusterId().isPresent()) {
      return known.clusterId().get();
    }
    String clusterId = Uuid.randomUuid().toString();
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(clusterId)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          // With it, a lone replica that did not stop cleanly is never elected again (KIP-966).
          .setFeatureLevel(EligibleLeaderReplicasVersion.FEATURE_NAME, (short) 0)
          .setIgnoreFormatted(true)
          .run();
    }
    return clusterId;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
