package dev.crossfade.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to start an {@link EmbeddedBroker}.
 *
 * @param directory where the broker keeps everything; made when it is missing, never deleted
 * @param port of the listener on 127.0.0.1, or 0 for any free one
 * @param messageBytesMax the largest record batch the broker takes, in bytes
 * @param settings broker settings that win over ours, by their Kafka names
 */
public record BrokerOptions(
    Path directory, int port, int messageBytesMax, Map<String, String> settings) {

  /** A row of 32 MiB and its envelope. */
  private static final int DEFAULT_MESSAGE_BYTES_MAX = 33 * 1024 * 1024;

  public BrokerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (messageBytesMax < 1_024) {
      throw new IllegalArgumentException(
          "messageBytesMax is at least 1024 bytes, not " + messageBytesMax);
    }
    settings = Map.copyOf(settings);
  }

  /** A broker in {@code directory} on any free port that takes rows of 32 MiB. */
  public static BrokerOptions in(Path directory) {
    return new BrokerOptions(directory, 0, DEFAULT_MESSAGE_BYTES_MAX, Map.of());
  }

  public BrokerOptions onPort(int newPort) {
    return new BrokerOptions(directory, newPort, messageBytesMax, settings);
  }

  public BrokerOptions withMessageBytesMax(int newMessageBytesMax) {
    return new BrokerOptions(directory, port, newMessageBytesMax, settings);
  }

  public BrokerOptions withSettings(Map<String, String> newSettings) {
    return new BrokerOptions(directory, port, messageBytesMax, newSettings);
  }
}
