package dev.crossfade.benchmark.report;

import dev.crossfade.benchmark.orders.Latency;
import dev.crossfade.benchmark.processes.ProcessCost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one contender did in one round.
 *
 * @param firstSeconds from the start of its processes until rows were seen; up to a second late
 * @param loadSeconds from the start of its processes until all rows were there
 * @param loadProcessorSeconds what the load cost all processes together: the contender's, the
 *     broker's, both database servers'
 * @param stream empty if it does not stream
 * @param stateBytes what the contender holds on disk at the end, the topics left out
 * @param costs of its Java machines and the broker, over the whole round
 */
public record Result(
    String contender,
    int round,
    long rows,
    double firstSeconds,
    double loadSeconds,
    double loadProcessorSeconds,
    Optional<Stream> stream,
    long stateBytes,
    List<ProcessCost> costs) {

  public Result {
    costs = List.copyOf(costs);
  }

  /**
   * What followed the load.
   *
   * @param changes written as fast as the old database takes them
   * @param seconds from the first of them until all were there
   * @param pacePerSecond one change a transaction, as it came out, for the latency
   */
  public record Stream(long changes, double seconds, double pacePerSecond, Latency latency) {}

  double processorMicrosPerRow() {
    return loadProcessorSeconds / rows * 1e6;
  }

  double rowsPerSecond() {
    return rows / loadSeconds;
  }

  /** One line for whoever waits. */
  public String inWords() {
    String load =
        String.format(
            Locale.ROOT,
            "%s loaded %,d rows in %.1f s (%,.0f rows/s; the first after %.1f s; %.1f µs of processor time a row)",
            contender,
            rows,
            loadSeconds,
            rowsPerSecond(),
            firstSeconds,
            processorMicrosPerRow());
    return load + stream.map(Result::inWords).orElse("");
  }

  private static String inWords(Stream all) {
    String speed =
        String.format(
            Locale.ROOT,
            ", streamed %,d changes in %.1f s (%,.0f/s)",
            all.changes(),
            all.seconds(),
            all.changes() / all.seconds());
    if (Double.isNaN(all.latency().p50Millis())) {
      return speed;
    }
    return speed
        + String.format(
            Locale.ROOT,
            ", p50 %.0f ms and p99 %.0f ms at %,.0f/s",
            all.latency().p50Millis(),
            all.latency().p99Millis(),
            all.pacePerSecond());
  }
}
