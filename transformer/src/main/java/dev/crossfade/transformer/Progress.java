package dev.crossfade.transformer;

import dev.crossfade.schemas.TableId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What all tasks of this instance have done, per new table and per input topic's partition. */
final class Progress {

  private final Map<TableId, Meter> meters = new ConcurrentHashMap<>();
  private final Map<String, Reading> readings = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Long>> markerMicros = new ConcurrentHashMap<>();

  private static final class Reading {
    final LongAdder records = new LongAdder();
    final LongAdder messages = new LongAdder();
  }

  Meter meter(TableId newTable) {
    return meters.computeIfAbsent(newTable, id -> new Meter());
  }

  /** A record of a topic between steps has been read, with so many messages in it. */
  void read(String topic, int messages) {
    Reading reading = readings.computeIfAbsent(topic, t -> new Reading());
    reading.records.increment();
    reading.messages.add(messages);
  }

  /** How many messages a record of a topic has held so far, on average; 1 if none was read. */
  double messagesPerRecord(String topic) {
    Reading reading = readings.get(topic);
    if (reading == null) {
      return 1;
    }
    long records = Math.max(1, reading.records.sum());
    return Math.max(1, (double) reading.messages.sum() / records);
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
