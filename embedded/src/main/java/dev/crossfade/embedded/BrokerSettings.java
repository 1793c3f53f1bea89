package dev.crossfade.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The Kafka settings of one broker that is its own controller. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int REQUEST_BYTES_MIN = 100 * 1024 * 1024; // Kafka's default

  private BrokerSettings() {}

  static Properties of(BrokerOptions options, int brokerPort, int controllerPort) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
    settings.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:"
            + brokerPort
            + ","
            + CONTROLLER_LISTENER
            + "://127.0.0.1:"
            + controllerPort);
    settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
    controller(settings, options.directory(), controllerPort);
    standAlone(settings);
    limit(settings, options.messageBytesMax());
    startFast(settings);
    settings.setProperty("auto.create.topics.enable", "false");
    options.settings().forEach(settings::setProperty);
    return settings;
  }

  /** The same node with its controller alone: no client can connect. */
  static Properties controllerOnly(BrokerOptions options, int controllerPort) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "controller");
    settings.setProperty("listeners", CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
    controller(settings, options.directory(), controllerPort);
    return settings;
  }

  private static void controller(Properties settings, Path directory, int controllerPort) {
    settings.setProperty("node.id", String.valueOf(NODE_ID));
    settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("log.dirs", directory.toAbsolutePath().toString());
  }

  private static void standAlone(Properties settings) {
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("min.insync.replicas", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
  }

  private static void limit(Properties settings, int messageBytesMax) {
    settings.setProperty("message.max.bytes", String.valueOf(messageBytesMax));
    settings.setProperty("replica.fetch.max.bytes", String.valueOf(messageBytesMax));
    settings.setProperty(
        "socket.request.max.bytes",
        String.valueOf(Math.max(REQUEST_BYTES_MIN, 2L * messageBytesMax)));
    settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));
  }

  private static void startFast(Properties settings) {
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // What a killed program had begun keeps readers waiting until its time is out and seen to be.
    settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("background.threads", "2");
    settings.setProperty("log.preallocate", "false");
    settings.setProperty("log.index.size.max.bytes", String.valueOf(1024 * 1024));
  }
}
