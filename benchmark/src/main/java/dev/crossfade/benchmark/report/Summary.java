package dev.crossfade.benchmark.report;

import dev.crossfade.benchmark.processes.ProcessCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** One contender over all rounds: the median of each number. */
public record Summary(String contender, List<Result> results) {

  public Summary {
    results = List.copyOf(results);
  }

  /** In the order in which the contenders first took their turn. */
  public static List<Summary> of(List<Result> results) {
    Map<String, List<Result>> byContender = new LinkedHashMap<>();
    for (Result result : results) {
      byContender.computeIfAbsent(result.contender(), name -> new ArrayList<>()).add(result);
    }
    return byContender.entrySet().stream()
        .map(entry -> new Summary(entry.getKey(), entry.getValue()))
        .toList();
  }

  public double rowsPerSecond() {
    return median(Result::rowsPerSecond);
  }

  double processorMicrosPerRow() {
    return median(Result::processorMicrosPerRow);
  }

  double firstSeconds() {
    return median(Result::firstSeconds);
  }

  double loadSeconds() {
    return median(Result::loadSeconds);
  }

  public Optional<Double> changesPerSecond() {
    return streamMedian(stream -> stream.changes() / stream.seconds());
  }

  Optional<Double> streamMedian(ToDoubleFunction<Result.Stream> number) {
    return results.get(0).stream().isEmpty()
        ? Optional.empty()
        : Optional.of(median(result -> result.stream().map(number::applyAsDouble).orElse(0.0)));
  }

  double stateBytes() {
    return median(Result::stateBytes);
  }

  /** What each process cost, at most, over all rounds. */
  public List<ProcessCost> costs() {
    Map<String, ProcessCost> costs = new LinkedHashMap<>();
    results.stream()
        .flatMap(result -> result.costs().stream())
        .forEach(cost -> costs.merge(cost.process(), cost, ProcessCost::max));
    return List.copyOf(costs.values());
  }

  private double median(ToDoubleFunction<Result> number) {
    List<Double> sorted =
        results.stream().map(number::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
