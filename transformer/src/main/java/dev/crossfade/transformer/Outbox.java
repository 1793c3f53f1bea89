package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.RecordHeaders;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends records on, inside the task's transaction. What a later step of this very task would read
 * from its topic goes to that step at once: a task reads the same partition of every topic, so a
 * key whose partition is the task's own never leaves it. Whichever way a key goes, it always goes,
 * so of one origin and key the order is kept.
 */
final class Outbox {

  private static final Headers NONE = new org.apache.kafka.common.header.internals.RecordHeaders();
  private static final Headers SNAPSHOT =
      new org.apache.kafka.common.header.internals.RecordHeaders()
          .add(RecordHeaders.SNAPSHOT, new byte[0]);

  private final ProcessorContext<byte[], byte[]> context;
  private final int partition;
  private final int partitions;
  private long sent;

  /**
   * @param partitions of every topic of the migration
   */
  Outbox(ProcessorContext<byte[], byte[]> context, int partitions) {
    this.context = context;
    this.partition = context.taskId().partition();
    this.partitions = partitions;
  }

  /** The task's partition. */
  int partition() {
    return partition;
  }

  /** How many messages were sent so far. */
  long sent() {
    return sent;
  }

  void send(Sink to, byte[] key, byte @Nullable [] value, long timestamp, boolean snapshot) {
    sent++;
    context.forward(
        new Record<>(key, value, timestamp, snapshot ? SNAPSHOT : NONE),
        to.readHere() && isHere(key) ? to.reader() : to.node());
  }

  private boolean isHere(byte[] key) {
    return partitions == 1 || partition(key, partitions) == partition;
  }

  /** As the producer decides where no other partitioner does. */
  static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /**
   * Passes a marker on to every partition of some topics, by way of these topics: what was sent
   * before it has been taken in by then, whichever way it went.
   */
  void pass(Marker marker, List<Sink> topics, long timestamp) {
    Record<byte[], byte[]> passed = new Record<>(marker.key(), marker.value(), timestamp, NONE);
    topics.forEach(topic -> context.forward(passed, topic.node()));
    context.forward(passed, TaskMarkersProcessor.NODE);
  }
}
