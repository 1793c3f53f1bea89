package dev.crossfade.transformer;

import dev.crossfade.schemas.RecordHeaders;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends records on, inside the task's transaction. */
final class Outbox {

  private static final Headers NONE = new org.apache.kafka.common.header.internals.RecordHeaders();
  private static final Headers SNAPSHOT =
      new org.apache.kafka.common.header.internals.RecordHeaders()
          .add(RecordHeaders.SNAPSHOT, new byte[0]);

  private final ProcessorContext<byte[], byte[]> context;

  Outbox(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  void send(Sink to, byte[] key, byte @Nullable [] value, long timestamp, boolean snapshot) {
    context.forward(new Record<>(key, value, timestamp, snapshot ? SNAPSHOT : NONE), to.node());
  }
}
