package dev.crossfade.operator.status;

import dev.crossfade.control.StatusReport;
import dev.crossfade.control.StatusReport.State;
import dev.crossfade.control.StatusReport.TableProgress;
import dev.crossfade.schemas.TableId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the living instances of one service say, taken together. */
final class Reports {

  /** Services report once a second. */
  private static final long ALIVE_MILLIS = 10_000;

  private final String service;
  private final List<StatusReport> living;
  private final Optional<StatusReport> latest;

  private Reports(String service, List<StatusReport> living, Optional<StatusReport> latest) {
    this.service = service;
    this.living = living;
    this.latest = latest;
  }

  /**
   * Those of a service that are alive.
   *
   * @param generation only those that work on it; 0 for any
   */
  static Reports of(Collection<StatusReport> all, String service, int generation, long nowMillis) {
    List<StatusReport> ours =
        all.stream()
            .filter(report -> report.service().equals(service))
            .filter(report -> generation == 0 || report.generation() == generation)
            .toList();
    return new Reports(
        service,
        ours.stream()
            .filter(report -> nowMillis - report.atMillis() < ALIVE_MILLIS)
            .filter(report -> report.state() != State.STOPPED && report.state() != State.FAILED)
            .toList(),
        ours.stream().max(Comparator.comparingLong(StatusReport::atMillis)));
  }

  String service() {
    return service;
  }

  List<StatusReport> living() {
    return living;
  }

  boolean isAlive() {
    return !living.isEmpty();
  }

  /** Why the last one ended, if none is alive and it ended by a failure. */
  Optional<String> failure() {
    return isAlive()
        ? Optional.empty()
        : latest
            .filter(report -> report.state() == State.FAILED)
            .map(report -> String.join("; ", report.reasons()));
  }

  boolean anyIn(State state) {
    return living.stream().anyMatch(report -> report.state() == state);
  }

  long rows(TableId table) {
    return progress(table).stream().mapToLong(TableProgress::rows).sum();
  }

  double perSecond(TableId table) {
    return progress(table).stream().mapToDouble(TableProgress::perSecond).sum();
  }

  /** Null if no instance knows. */
  @Nullable Long lagChanges(TableId table) {
    return sum(table, TableProgress::lagChanges);
  }

  /** Null if no instance knows. */
  @Nullable Long rowsTotal(TableId table) {
    return sum(table, TableProgress::rowsTotal);
  }

  /** Of the slowest instance; null if no instance knows. */
  @Nullable Double lagSecondsMost(TableId table) {
    return progress(table).stream()
        .map(TableProgress::lagSeconds)
        .filter(Objects::nonNull)
        .max(Double::compare)
        .orElse(null);
  }

  boolean snapshotDone(TableId table) {
    return progress(table).stream()
        .anyMatch(progress -> Boolean.TRUE.equals(progress.snapshotDone()));
  }

  /** A figure of any instance; null if none has it. */
  @Nullable Double figure(String name) {
    return living.stream()
        .map(report -> report.figures().get(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** A count of all instances together; null if none has it. */
  @Nullable Long count(String name) {
    List<Double> known =
        living.stream()
            .map(report -> report.figures().get(name))
            .filter(Objects::nonNull)
            .map(Double.class::cast)
            .toList();
    return known.isEmpty() ? null : Math.round(known.stream().mapToDouble(d -> d).sum());
  }

  private @Nullable Long sum(TableId table, Function<TableProgress, @Nullable Long> number) {
    List<Long> known =
        progress(table).stream()
            .map(number)
            .filter(Objects::nonNull)
            .map(Long.class::cast)
            .toList();
    return known.isEmpty() ? null : known.stream().mapToLong(Long::longValue).sum();
  }

  private List<TableProgress> progress(TableId table) {
    return living.stream()
        .map(report -> report.tables().get(table.quoted()))
        .filter(Objects::nonNull)
        .toList();
  }
}
