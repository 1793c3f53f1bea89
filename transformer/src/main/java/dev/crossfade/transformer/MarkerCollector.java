package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Collects each marker until it has come from every partition of every topic that feeds this step.
 *
 * <p>A later heartbeat says what an earlier one says and more, so of each feeder only the newest is
 * kept, in memory, and a feeder may leave some out.
 *
 * <p>Store keys: {@code M} and the marker's id; value: its position, a bit per feeder.
 */
final class MarkerCollector {

  private static final byte TAG = 'M';

  private final StoreSection store;
  private final Map<String, Integer> topics;
  private final int partitions;
  private final Map<String, Open> open = new HashMap<>();
  private final Map<Integer, Marker> heartbeats = new HashMap<>();
  private long completeUpTo = -1;

  /**
   * @param topics the feeding topics, each with its place from 0
   */
  MarkerCollector(StoreSection store, Map<String, Integer> topics, int partitions) {
    this.store = store;
    this.topics = Map.copyOf(topics);
    this.partitions = partitions;
    try (KeyValueIterator<byte[], byte[]> kept =
        store.range(new byte[] {TAG}, new byte[] {TAG + 1})) {
      while (kept.hasNext()) {
        KeyValue<byte[], byte[]> entry = kept.next();
        if (entry.key[0] == TAG) {
          open.put(
              new String(entry.key, 1, entry.key.length - 1, StandardCharsets.UTF_8),
              Open.read(entry.value));
        }
      }
    }
  }

  /** A marker that has come from some feeders. */
  private record Open(long position, BitSet feeders) {

    byte[] bytes() {
      byte[] bits = feeders.toByteArray();
      return ByteBuffer.allocate(8 + bits.length).putLong(position).put(bits).array();
    }

    static Open read(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Open(in.getLong(), BitSet.valueOf(in));
    }
  }

  /** Notes a marker from one feeder; returns the one that has now come from all, null if none. */
  @Nullable Marker complete(Marker marker) {
    Marker complete =
        marker.kind() == Marker.Kind.HEARTBEAT ? heartbeat(marker) : completes(marker);
    if (complete != null) {
      completeUpTo = Math.max(completeUpTo, complete.position());
    }
    return complete;
  }

  private @Nullable Marker heartbeat(Marker marker) {
    heartbeats.merge(feeder(marker), marker, (a, b) -> a.position() < b.position() ? b : a);
    if (heartbeats.size() < topics.size() * partitions) {
      return null;
    }
    Marker oldest = Collections.min(heartbeats.values(), Comparator.comparing(Marker::position));
    return oldest.position() > completeUpTo ? oldest : null;
  }

  private @Nullable Marker completes(Marker marker) {
    Open state = open.computeIfAbsent(marker.id(), id -> new Open(marker.position(), new BitSet()));
    state.feeders.set(feeder(marker));
    if (state.feeders.cardinality() == topics.size() * partitions) {
      forgetUpTo(marker.position());
      return marker;
    }
    store.put(key(marker.id()), state.bytes());
    return null;
  }

  private int feeder(Marker marker) {
    @Nullable Integer topic = topics.get(marker.feederTopic());
    if (topic == null || marker.feederPartition() >= partitions) {
      throw new TransformerException(
          "a marker came from "
              + marker.feederTopic()
              + ", partition "
              + marker.feederPartition()
              + ", which the plan does not know as a feeder");
    }
    return topic * partitions + marker.feederPartition();
  }

  /**
   * Earlier markers are complete too: what is left of them are repetitions. Not so at a heartbeat:
   * of two connections the one whose message has the lower position may be the later to commit.
   */
  private void forgetUpTo(long position) {
    Iterator<Map.Entry<String, Open>> all = open.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Open> entry = all.next();
      if (entry.getValue().position <= position) {
        store.delete(key(entry.getKey()));
        all.remove();
      }
    }
  }

  private static byte[] key(String id) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + name.length).put(TAG).put(name).array();
  }
}
