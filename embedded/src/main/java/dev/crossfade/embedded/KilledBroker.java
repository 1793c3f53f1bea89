package dev.crossfade.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;

/**
 * Takes its leaderships from a broker that did not stop cleanly, before its successor starts.
 *
 * <p>Without that the successor finds itself leader, coordinates transactions, and loses the
 * leadership again when the session of the killed broker ends. Kafka 4.3 takes a partition without
 * a leader for a deleted one: it then declares a transaction complete whose marker it never wrote,
 * and readers of committed records wait at that place for ever. It also saves the wait for the
 * session.
 */
final class KilledBroker {

  private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";
  private static final String METADATA_LOG = "__cluster_metadata-0";
  private static final Duration READY_WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private KilledBroker() {}

  /** Whether a broker has run in {@code directory} and left it without saying so. */
  static boolean leftIts(Path directory) {
    return Files.exists(directory.resolve(METADATA_LOG))
        && !Files.exists(directory.resolve(CLEAN_SHUTDOWN));
  }

  /** Runs the controller alone for a moment to forget the broker; topics and records stay. */
  static void forget(BrokerOptions options, int controllerPort)
      throws ExecutionException, InterruptedException {
    Properties settings = BrokerSettings.controllerOnly(options, controllerPort);
    KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    try {
      controller.startup();
      unregister(controllerPort);
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  private static void unregister(int controllerPort)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + READY_WAIT_MAX.toNanos();
    while (!isUnregistered(controllerPort, System.nanoTime() > deadline)) {
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  /**
   * Whether the controller knows the broker no more. It listens before it has read its log, and
   * takes itself for one of an old version until then.
   *
   * @param last whether that is a failure by now
   */
  private static boolean isUnregistered(int controllerPort, boolean last)
      throws ExecutionException, InterruptedException {
    String address = "127.0.0.1:" + controllerPort;
    try (Admin admin = // a new one each time: what it is told at first it keeps
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, address))) {
      admin.unregisterBroker(BrokerSettings.NODE_ID).all().get();
      return true;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof BrokerIdNotRegisteredException) { // killed before it was
        return true;
      }
      if (last || !(failure.getCause() instanceof UnsupportedVersionException)) {
        throw failure;
      }
      return false;
    }
  }
}
