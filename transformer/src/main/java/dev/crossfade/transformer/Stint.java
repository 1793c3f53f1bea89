package dev.crossfade.transformer;

import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How much a step does for one record of a topic, or in one wake-up: however many messages are
 * bundled in it, and however many a step before this one in the same task makes of it. No commit
 * can come in between, and a transaction must end in time.
 */
final class Stint {

  private final LongSupplier work;
  private final int workMax;
  private @Nullable String topic;
  private long offset = -1;
  private long workBefore;

  /**
   * @param work how many messages were sent, and rows looked at, so far
   * @param workMax after how many it is over
   */
  Stint(LongSupplier work, int workMax) {
    this.work = work;
    this.workMax = workMax;
  }

  /** Begins a wake-up. */
  void begin() {
    topic = null;
    offset = -1;
    workBefore = work.getAsLong();
  }

  /**
   * Begins a record, or goes on with it if a step before this one has made more of it.
   *
   * @param record that all this comes of; one without a topic in a wake-up of such a step
   */
  void begin(Optional<RecordMetadata> record) {
    String topicNow = record.map(RecordMetadata::topic).orElse(null);
    long offsetNow = record.map(RecordMetadata::offset).orElse(-1L);
    if (offset != offsetNow || !Objects.equals(topic, topicNow)) {
      topic = topicNow;
      offset = offsetNow;
      workBefore = work.getAsLong();
    }
  }

  /** Whether what comes is to wait; never for the first message of a record. */
  boolean isOver() {
    return work.getAsLong() - workBefore >= workMax;
  }
}
