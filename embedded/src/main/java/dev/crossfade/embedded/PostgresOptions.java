package dev.crossfade.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to start an {@link EmbeddedPostgres}.
 *
 * @param directory where the server keeps its data and its log, made when it is missing; empty for
 *     a temporary one that is deleted on close
 * @param port of the listener on localhost, or 0 for any free one
 * @param durable whether a commit survives a power cut (it always survives a killed server)
 * @param locale for a new cluster's collation and character types, as {@code initdb} names it
 * @param startWaitMax longest the server may take to accept a connection, recovery included
 * @param settings server settings that win over ours, by their PostgreSQL names
 */
public record PostgresOptions(
    Optional<Path> directory,
    int port,
    boolean durable,
    String locale,
    Duration startWaitMax,
    Map<String, String> settings) {

  private static final Duration DEFAULT_START_WAIT_MAX = Duration.ofMinutes(1);

  public PostgresOptions {
    if (startWaitMax.isNegative() || startWaitMax.isZero()) {
      throw new IllegalArgumentException(
          "startWaitMax is longer than nothing, not " + startWaitMax);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    settings = Map.copyOf(settings);
  }

  /** A server that is gone after close, on any free port, with the C locale. */
  public static PostgresOptions temporary() {
    return new PostgresOptions(Optional.empty(), 0, false, "C", DEFAULT_START_WAIT_MAX, Map.of());
  }

  /** A durable server whose data stay in {@code directory}, on any free port, with the C locale. */
  public static PostgresOptions in(Path directory) {
    return new PostgresOptions(
        Optional.of(directory), 0, true, "C", DEFAULT_START_WAIT_MAX, Map.of());
  }

  public PostgresOptions onPort(int newPort) {
    return new PostgresOptions(directory, newPort, durable, locale, startWaitMax, settings);
  }

  public PostgresOptions durable(boolean newDurable) {
    return new PostgresOptions(directory, port, newDurable, locale, startWaitMax, settings);
  }

  public PostgresOptions withLocale(String newLocale) {
    return new PostgresOptions(directory, port, durable, newLocale, startWaitMax, settings);
  }

  public PostgresOptions withStartWaitMax(Duration newStartWaitMax) {
    return new PostgresOptions(directory, port, durable, locale, newStartWaitMax, settings);
  }

  public PostgresOptions withSettings(Map<String, String> newSettings) {
    return new PostgresOptions(directory, port, durable, locale, startWaitMax, newSettings);
  }
}
