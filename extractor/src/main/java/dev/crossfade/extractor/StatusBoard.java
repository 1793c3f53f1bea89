package dev.crossfade.extractor;

import dev.crossfade.control.StatusReport;
import dev.crossfade.extractor.oldside.Slot;
import dev.crossfade.extractor.progress.Progress;
import dev.crossfade.extractor.progress.TableCount;
import dev.crossfade.extractor.topics.Position;
import dev.crossfade.schemas.TableId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the extractor says of itself. Safe for use by several threads. */
final class StatusBoard {

  private static final double RATE_SECONDS = 10;

  private final String instance;
  private final Map<TableId, RowRate> rates = new HashMap<>();
  private StatusReport.State state = StatusReport.State.STARTING;
  private List<String> reasons = List.of();
  private Optional<String> complaint = Optional.empty();
  private int generation;
  private @Nullable Progress progress;
  private @Nullable Position position;
  private @Nullable Slot slot;
  private long wholeTransactions;
  private long movedNanos = System.nanoTime();

  StatusBoard(String instance) {
    this.instance = instance;
  }

  synchronized void state(StatusReport.State newState, String... why) {
    state = newState;
    reasons = List.of(why);
  }

  synchronized StatusReport.State state() {
    return state;
  }

  /** Says why the old database itself is behind; empty when it is not. */
  synchronized void complain(Optional<String> why) {
    complaint = why;
  }

  /** Begins to count for a plan. */
  synchronized void counts(int planGeneration, Progress counted) {
    generation = planGeneration;
    progress = counted;
    rates.clear();
  }

  synchronized void reached(Position newPosition) {
    if (!newPosition.equals(position)) {
      movedNanos = System.nanoTime();
    }
    position = newPosition;
    wholeTransactions++;
  }

  /** For how long the position has not moved. */
  synchronized Duration sinceMoved() {
    return Duration.ofNanos(System.nanoTime() - movedNanos);
  }

  synchronized void slot(@Nullable Slot now, String... why) {
    slot = now;
    if (state == StatusReport.State.SNAPSHOT || state == StatusReport.State.STREAMING) {
      reasons = List.of(why);
    }
  }

  synchronized StatusReport report() {
    Map<String, Double> figures = new HashMap<>();
    if (slot != null) {
      figures.put("retainedBytes", (double) slot.retainedBytes());
      if (position != null) {
        figures.put("lagBytes", (double) slot.lagBytes(position.lsn()));
      }
    }
    if (position != null) {
      figures.put("positionLsn", (double) position.lsn());
      if (position.committedAtMicros() > 0) {
        figures.put("committedAtMillis", position.committedAtMicros() / 1000.0);
      }
    }
    figures.put("batches", (double) wholeTransactions);
    return new StatusReport(
        "extractor",
        instance,
        generation,
        state,
        System.currentTimeMillis(),
        Stream.concat(reasons.stream(), complaint.stream()).toList(),
        tables(),
        figures);
  }

  private Map<String, StatusReport.TableProgress> tables() {
    Map<String, StatusReport.TableProgress> tables = new HashMap<>();
    if (progress == null) {
      return tables;
    }
    long now = System.nanoTime();
    for (Map.Entry<TableId, TableCount> table : progress.tables().entrySet()) {
      TableCount count = table.getValue();
      double perSecond =
          rates
              .computeIfAbsent(table.getKey(), id -> new RowRate(RATE_SECONDS))
              .at(now, count.rows());
      tables.put(
          table.getKey().quoted(),
          new StatusReport.TableProgress(
              count.rows(),
              count.rowsTotal() < 0 ? null : count.rowsTotal(),
              perSecond,
              null,
              null,
              count.isSnapshotDone()));
    }
    return tables;
  }
}
