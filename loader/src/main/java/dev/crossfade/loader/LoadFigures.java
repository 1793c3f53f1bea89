package dev.crossfade.loader;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has been written, by topic, and how long it took from the old commit. */
final class LoadFigures {

  private final Map<String, LongAdder> rows = new ConcurrentHashMap<>();
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

  Latency latency() {
    return latency;
  }
}
