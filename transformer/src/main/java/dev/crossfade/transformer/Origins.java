package dev.crossfade.transformer;

import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.schemas.RowWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The living origins of the new keys of one partition: one store entry per (new key, origin), the
 * origins of a key in the order (source, old key, ordinal).
 *
 * <p>Store keys begin with {@code E}. Used by one thread.
 */
final class Origins {

  private static final byte TAG = 'E';

  private final KeyValueStore<byte[], byte[]> store;
  private final List<OrderedKey> orderedKeys;
  private final boolean lastWins;
  private final RowWriter out = new RowWriter(256);

  /**
   * @param orderedKeys by source
   */
  Origins(KeyValueStore<byte[], byte[]> store, List<OrderedKey> orderedKeys, Conflict conflict) {
    this.store = store;
    this.orderedKeys = List.copyOf(orderedKeys);
    this.lastWins = conflict == Conflict.LAST_WINS;
  }

  /** The two best origins of a new key; the first is the one whose row stands. */
  record Best(@Nullable Entry first, @Nullable Entry second) {}

  /** One origin at one new key, with its place in the store. */
  @SuppressWarnings("ArrayRecordComponent") // compared by place
  record Entry(byte[] place, Origin origin) {
    boolean isAt(byte[] other) {
      return Arrays.equals(place, other);
    }
  }

  /** Where the origins of a new key begin in the store. */
  byte[] prefix(byte[] newKey) {
    out.reset().rawByte(TAG);
    OrderedKey.putBody(newKey, out);
    return out.toBytes();
  }

  /** Where an origin stands. */
  byte[] place(byte[] prefix, Contribution contribution) {
    out.reset().rawBytes(prefix, 0, prefix.length);
    out.rawByte(contribution.source() >>> 8).rawByte(contribution.source());
    orderedKeys.get(contribution.source()).put(contribution.oldKey().array(), out);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.rawByte(contribution.ordinal() >>> shift);
    }
    return out.toBytes();
  }

  Best best(byte[] prefix) {
    byte[] end = successor(prefix);
    Entry first = null;
    try (KeyValueIterator<byte[], byte[]> origins =
        lastWins ? store.reverseRange(prefix, end) : store.range(prefix, end)) {
      while (origins.hasNext()) {
        KeyValue<byte[], byte[]> next = origins.next();
        if (startsWith(next.key, prefix)) { // the range's end belongs to another key
          Entry entry = new Entry(next.key, Origin.read(next.value));
          if (first != null) {
            return new Best(first, entry);
          }
          first = entry;
        }
      }
    }
    return new Best(first, null);
  }

  /** Whether an origin at {@code place} goes before one at {@code other}. */
  boolean beats(byte[] place, byte[] other) {
    int order = Arrays.compareUnsigned(place, other);
    return lastWins ? order > 0 : order < 0;
  }

  @Nullable Origin at(byte[] place) {
    byte[] value = store.get(place);
    return value == null ? null : Origin.read(value);
  }

  void put(byte[] place, Origin origin) {
    store.put(place, origin.bytes());
  }

  void remove(byte[] place) {
    store.delete(place);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The smallest bytes above all that begin with {@code prefix}; it begins with the tag. */
  private static byte[] successor(byte[] prefix) {
    int last = prefix.length - 1;
    while (prefix[last] == (byte) 0xff) {
      last--;
    }
    byte[] next = Arrays.copyOf(prefix, last + 1);
    next[last]++;
    return next;
  }
}
