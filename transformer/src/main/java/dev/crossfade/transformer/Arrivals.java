package dev.crossfade.transformer;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.RecordHeaders;
import dev.crossfade.schemas.WireFormatException;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What a record brings to a step: one message, or as many as are bundled in it. */
final class Arrivals {

  private Arrivals() {}

  /**
   * Whether what is worked on was read from this topic; a step of the same task sends at once. In a
   * wake-up there is no topic.
   */
  static boolean cameBy(String topic, ProcessorContext<?, ?> context) {
    return context.recordMetadata().filter(record -> topic.equals(record.topic())).isPresent();
  }

  /**
   * Hands each message over, in order, and returns how many there were.
   *
   * @throws WireFormatException if it is neither a message nor a bundle
   */
  static int each(Record<byte[], byte[]> record, Consumer<Bundle.Message> to) {
    byte[] value = record.value();
    if (value == null) {
      throw new WireFormatException("a record without a value");
    }
    if (record.key() == null) {
      return Bundle.read(value, to);
    }
    boolean snapshot = record.headers().lastHeader(RecordHeaders.SNAPSHOT) != null;
    to.accept(new Bundle.Message(record.timestamp(), snapshot, record.key(), value));
    return 1;
  }
}
