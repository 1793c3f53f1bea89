package dev.crossfade.benchmark.report;

import dev.crossfade.benchmark.processes.ProcessCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The results as tables in Markdown. */
public final class TextReport {

  private static final double MEBI = 1 << 20;

  private final List<Summary> summaries;
  private final Optional<Summary> peer;
  private final Optional<Summary> direct;

  /**
   * @param peer the contender that ratios are held against
   * @param direct the contender that moves each row by itself, which those are held against whose
   *     rows meet
   */
  public TextReport(List<Summary> summaries, String peer, String direct) {
    this.summaries = List.copyOf(summaries);
    this.peer = named(peer);
    this.direct = named(direct);
  }

  private Optional<Summary> named(String name) {
    return summaries.stream().filter(each -> each.contender().equals(name)).findFirst();
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | load s (first rows after) | load rows/s | × peer | processor µs/row | × peer | stream changes/s | × peer | p50 ms | p99 ms | max ms |");
    lines.add("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    summaries.forEach(summary -> lines.add(speed(summary)));
    direct.ifPresent(base -> lines.addAll(besideDirect(base)));
    lines.add("");
    lines.add("| | process | peak memory MiB | peak heap MiB | processor seconds |");
    lines.add("|---|---|---:|---:|---:|");
    for (Summary summary : summaries) {
      summary.costs().forEach(cost -> lines.add(cost(summary.contender(), cost)));
    }
    return String.join("\n", lines);
  }

  private List<String> besideDirect(Summary base) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "| | load, part of the direct path | stream, part of the direct path | state on disk MiB |");
    lines.add("|---|---:|---:|---:|");
    for (Summary summary : summaries) {
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  summary.contender().replace("|", "\\|"),
                  hundredth(summary.rowsPerSecond() / base.rowsPerSecond()),
                  summary
                      .changesPerSecond()
                      .flatMap(own -> base.changesPerSecond().map(other -> own / other))
                      .map(TextReport::hundredth)
                      .orElse("-"),
                  whole(summary.stateBytes() / MEBI)));
    }
    return lines;
  }

  private String speed(Summary summary) {
    return "| %s | %s (%s) | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            summary.contender().replace("|", "\\|"),
            tenth(summary.loadSeconds()),
            tenth(summary.firstSeconds()),
            whole(summary.rowsPerSecond()),
            ratio(Optional.of(summary.rowsPerSecond()), each -> Optional.of(each.rowsPerSecond())),
            tenth(summary.processorMicrosPerRow()),
            peer.map(each -> tenth(each.processorMicrosPerRow() / summary.processorMicrosPerRow()))
                .orElse("-"),
            summary.changesPerSecond().map(TextReport::whole).orElse("-"),
            ratio(summary.changesPerSecond(), Summary::changesPerSecond),
            millis(summary.streamMedian(stream -> stream.latency().p50Millis())),
            millis(summary.streamMedian(stream -> stream.latency().p99Millis())),
            millis(summary.streamMedian(stream -> stream.latency().maxMillis())));
  }

  private String ratio(Optional<Double> number, Function<Summary, Optional<Double>> same) {
    Optional<Double> base = peer.flatMap(same);
    return number.isEmpty() || base.isEmpty() ? "-" : tenth(number.get() / base.get());
  }

  private static String cost(String contender, ProcessCost cost) {
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            contender.replace("|", "\\|"),
            cost.process(),
            whole(cost.residentBytes() / MEBI),
            whole(cost.heapBytes() / MEBI),
            tenth(cost.processorSeconds()));
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String hundredth(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String tenth(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String millis(Optional<Double> number) {
    return number
        .filter(Double::isFinite)
        .map(value -> String.format(Locale.ROOT, "%.0f", value))
        .orElse("-");
  }
}
