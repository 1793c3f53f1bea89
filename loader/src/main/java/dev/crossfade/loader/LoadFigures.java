package dev.crossfade.loader;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has been written, by topic, and how long it took from the old commit. */
final class LoadFigures {

  private final Map<String, LongAdder> rows = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final Latency latency = new Latency();

  /** A batch has just been committed. */
  void committed(Batch batch, Tally tally) {
    rows.computeIfAbsent(batch.topic(), topic -> new LongAdder()).add(tally.rows);
    long now = System.currentTimeMillis();
    for (Row row : batch.rows()) {
      if (!row.snapshot()) {
        latency.note(now - row.committedAtMillis());
      }
    }
  }

  long rows(String topic) {
    LongAdder sum = rows.get(topic);
    return sum == null ? 0 : sum.sum();
  }

  /** A topic's rows are not taken for now, and why, without values. */
  void trouble(String topic, String reason) {
    troubles.put(topic, reason);
  }

  void noTrouble(String topic) {
    troubles.remove(topic);
  }

  /** Why rows wait, for people. */
  List<String> troubles() {
    return List.copyOf(new TreeMap<>(troubles).values());
  }

  Latency latency() {
    return latency;
  }
}
