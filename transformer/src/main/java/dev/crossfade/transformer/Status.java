package dev.crossfade.transformer;

import dev.crossfade.control.StatusReport;
import dev.crossfade.control.StatusReport.TableProgress;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts an instance's counters into the words of a {@link StatusReport}; asked once a second. */
final class Status {

  private static final int SECONDS = 10;

  private final String instance;
  private final MigrationPlan plan;
  private final Sources sources;
  private final Progress progress;
  private final Map<NewTable, Deque<Sample>> samples = new HashMap<>();

  Status(String instance, MigrationPlan plan, Sources sources, Progress progress) {
    this.instance = instance;
    this.plan = plan;
    this.sources = sources;
    this.progress = progress;
  }

  private record Sample(long atMillis, long rows) {}

  synchronized StatusReport at(
      long nowMillis, StatusReport.State state, List<String> reasons, ConsumerLag lag) {
    Map<String, TableProgress> tables = new TreeMap<>();
    Map<String, Double> figures = new TreeMap<>();
    long dead = 0;
    boolean snapshot = false;
    for (NewTable table : plan.newTables()) {
      Meter meter = progress.meter(table.id());
      List<String> topics = topics(table);
      tables.put(
          table.id().quoted(),
          new TableProgress(
              meter.rows(),
              null,
              perSecond(table, nowMillis, meter.rows()),
              topics.stream().mapToLong(topic -> messages(topic, lag)).sum(),
              lagSeconds(topics, nowMillis),
              null));
      dead += meter.dead();
      snapshot |= meter.inSnapshot();
      if (table.path() == NewTable.Path.ARRANGED) {
        figures.put("standBehindRows " + table.id().quoted(), (double) meter.losers());
      }
    }
    figures.put("deadLettersRows", (double) dead);
    boolean reading = state == StatusReport.State.STREAMING && snapshot;
    return new StatusReport(
        "transformer",
        instance,
        plan.generation(),
        reading ? StatusReport.State.SNAPSHOT : state,
        nowMillis,
        reasons,
        tables,
        figures);
  }

  private long messages(String topic, ConsumerLag lag) {
    return Math.round(lag.records(topic) * progress.messagesPerRecord(topic));
  }

  /** Old topics that feed the table, then those on the way from there. */
  private List<String> topics(NewTable table) {
    List<String> topics =
        new java.util.ArrayList<>(
            sources.ofTables().stream()
                .filter(source -> source.newTable().equals(table))
                .map(source -> plan.topics().old(source.oldTable().id()))
                .distinct()
                .toList());
    topics.addAll(sources.between(table));
    return topics;
  }

  private @Nullable Double lagSeconds(List<String> topics, long nowMillis) {
    OptionalLong oldest =
        topics.stream()
            .map(progress::oldestMarkerMicros)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .min();
    return oldest.isEmpty() ? null : Math.max(0, nowMillis - oldest.getAsLong() / 1000) / 1000.0;
  }

  private double perSecond(NewTable table, long nowMillis, long rows) {
    Deque<Sample> kept = samples.computeIfAbsent(table, t -> new ArrayDeque<>());
    kept.addLast(new Sample(nowMillis, rows));
    while (kept.size() > 1 && kept.getFirst().atMillis < nowMillis - SECONDS * 1000L) {
      kept.removeFirst();
    }
    Sample first = kept.getFirst();
    long millis = nowMillis - first.atMillis;
    return millis <= 0 ? 0 : (rows - first.rows) * 1000.0 / millis;
  }
}
