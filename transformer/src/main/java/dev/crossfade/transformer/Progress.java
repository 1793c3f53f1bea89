package dev.crossfade.transformer;

import dev.crossfade.schemas.TableId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** What all tasks of this instance have done, per new table and per input topic's partition. */
final class Progress {

  private final Map<TableId, Meter> meters = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Long>> markerMicros = new ConcurrentHashMap<>();

  Meter meter(TableId newTable) {
    return meters.computeIfAbsent(newTable, id -> new Meter());
  }

  /** A marker emitted then has passed the step that reads this partition. */
  void passed(String topic, int partition, long emittedAtMicros) {
    markerMicros
        .computeIfAbsent(topic, t -> new ConcurrentHashMap<>())
        .merge(partition, emittedAtMicros, Math::max);
  }

  /** When the oldest of the newest markers of a topic's partitions was emitted. */
  OptionalLong oldestMarkerMicros(String topic) {
    return markerMicros.getOrDefault(topic, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .min();
  }
}
