package dev.crossfade.transformer;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * How much a step does for one record of a topic, or in one wake-up: however many messages are
 * bundled in it, and however many a step before this one in the same task makes of it. No commit
 * can come in between, and a transaction must end in time.
 */
final class Stint {

  private final ProcessorContext<?, ?> context;
  private final Outbox out;
  private final int messagesMax;
  private String topic = "";
  private long offset;
  private long sentBefore;

  /**
   * @param messagesMax after how many messages sent it is over
   */
  Stint(ProcessorContext<?, ?> context, Outbox out, int messagesMax) {
    this.context = context;
    this.out = out;
    this.messagesMax = messagesMax;
  }

  /** Begins a wake-up. */
  void begin() {
    topic = topicNow();
    offset = offsetNow();
    sentBefore = out.sent();
  }

  /** Whether what comes is to wait; never for the first message of a record. */
  boolean isOver() {
    if (!topic.equals(topicNow()) || offset != offsetNow()) {
      begin();
    }
    return out.sent() - sentBefore >= messagesMax;
  }

  /** Of the record that all this comes of; empty in a wake-up. */
  private String topicNow() {
    return context.recordMetadata().map(RecordMetadata::topic).orElse("");
  }

  private long offsetNow() {
    return context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
  }
}
