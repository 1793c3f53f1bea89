package dev.crossfade.transformer;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Marker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a step that wait: one whose work is too large for one call, and behind it whatever
 * comes for the same key, and markers. First in, first out; kept in the step's section of the
 * store.
 *
 * <p>Store keys: {@code Q} and a number that counts up; {@code P} and the number for how far it is.
 */
final class WaitingMessages {

  private final StoreSection store;
  private final Map<Bytes, Integer> waiting = new HashMap<>();
  private long first;
  private long next;

  WaitingMessages(StoreSection store) {
    this.store = store;
    long lowest = -1;
    try (KeyValueIterator<byte[], byte[]> entries = store.range(place(0), place(Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        KeyValue<byte[], byte[]> entry = entries.next();
        long number = ByteBuffer.wrap(entry.key).getLong(1);
        lowest = lowest < 0 ? number : lowest;
        next = number + 1;
        waiting.merge(Bytes.wrap(read(entry.value).key()), 1, Integer::sum);
      }
    }
    first = lowest < 0 ? next : lowest;
  }

  boolean isEmpty() {
    return first == next;
  }

  /** Whether a message must wait behind what waits already. */
  boolean holds(byte[] key) {
    return !isEmpty() && (Marker.isKey(key) || waiting.containsKey(Bytes.wrap(key)));
  }

  /**
   * Adds a message.
   *
   * @param progress how far it is; null if nothing of it is done
   */
  void add(Bundle.Message message, byte @Nullable [] progress) {
    if (progress != null) {
      store.put(at('P', next), progress);
    }
    store.put(place(next++), bytes(message));
    waiting.merge(Bytes.wrap(message.key()), 1, Integer::sum);
  }

  Bundle.Message first() {
    byte[] bytes = store.get(place(first));
    if (bytes == null) {
      throw new IllegalStateException("the queue has lost entry " + first);
    }
    return read(bytes);
  }

  /** How far the first one is; null if nothing of it is done. */
  byte @Nullable [] progress() {
    return store.get(at('P', first));
  }

  /** Notes how far the first one is. */
  void progress(byte[] now) {
    store.put(at('P', first), now);
  }

  /** The first one is done. */
  void remove(Bundle.Message done) {
    store.delete(at('P', first));
    store.delete(place(first++));
    waiting.merge(Bytes.wrap(done.key()), -1, (a, b) -> a + b == 0 ? null : a + b);
  }

  private static byte[] bytes(Bundle.Message message) {
    Bundle alone = new Bundle();
    alone.add(message);
    return alone.value();
  }

  private static Bundle.Message read(byte[] bytes) {
    List<Bundle.Message> messages = new ArrayList<>(1);
    var unused = Bundle.read(bytes, messages::add);
    return messages.get(0);
  }

  private static byte[] place(long number) {
    return at('Q', number);
  }

  private static byte[] at(char tag, long number) {
    return ByteBuffer.allocate(9).put((byte) tag).putLong(number).array();
  }
}
