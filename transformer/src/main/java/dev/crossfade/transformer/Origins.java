package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.schemas.RowWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The living origins of the new keys of one partition: one store entry per (new key, origin).
 *
 * <p>Under {@code E} and the new key is the origin that stands, so a key with one origin takes one
 * read and one write. Under that and its rank is each origin behind it, in the order (source, old
 * key, ordinal); where the first stands, ranks are complemented, so that the greatest always is the
 * best. The best of them is found by one step back from the end of the key's range, and that search
 * ends at the entry that stands: it never wanders over what was deleted at other keys.
 *
 * <p>Used by one thread.
 */
final class Origins {

  private static final byte TAG = 'E';

  private final StoreSection store;
  private final Map<Integer, OrderedKey> orderedKeys;
  private final boolean lastWins;
  private final RowWriter out = new RowWriter(256);

  /**
   * @param orderedKeys by source
   */
  Origins(StoreSection store, Map<Integer, OrderedKey> orderedKeys, Conflict conflict) {
    this.store = store;
    this.orderedKeys = Map.copyOf(orderedKeys);
    this.lastWins = conflict == Conflict.LAST_WINS;
  }

  /** An origin that stands behind another. */
  record Behind(Bytes rank, Origin origin) {}

  /** Where a new key stands in the store. */
  byte[] place(byte[] newKey) {
    out.reset().rawByte(TAG);
    OrderedKey.putBody(newKey, out);
    return out.toBytes();
  }

  /** The place of an origin in the order; greater is better. */
  Bytes rank(Contribution contribution) {
    out.reset().rawByte(contribution.source() >>> 8).rawByte(contribution.source());
    OrderedKey order = java.util.Objects.requireNonNull(orderedKeys.get(contribution.source()));
    order.put(contribution.oldKey().array(), out);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.rawByte(contribution.ordinal() >>> shift);
    }
    order.putRest(contribution.oldKey().array(), out);
    byte[] rank = out.toBytes();
    for (int i = 0; !lastWins && i < rank.length; i++) {
      rank[i] = (byte) ~rank[i];
    }
    return Bytes.wrap(rank);
  }

  @Nullable Standing standing(byte[] place) {
    byte[] value = store.get(place);
    return value == null ? null : Standing.read(value);
  }

  void stand(byte[] place, Standing standing) {
    store.put(place, standing.bytes());
  }

  void vacate(byte[] place) {
    store.delete(place);
  }

  @Nullable Origin behind(byte[] place, Bytes rank) {
    byte[] value = store.get(key(place, rank));
    return value == null ? null : Origin.read(ByteBuffer.wrap(value));
  }

  void putBehind(byte[] place, Bytes rank, Origin origin) {
    store.put(key(place, rank), origin.bytes());
  }

  void removeBehind(byte[] place, Bytes rank) {
    store.delete(key(place, rank));
  }

  /** The best of those that stand behind; there must be one. */
  Behind bestBehind(byte[] place) {
    try (KeyValueIterator<byte[], byte[]> origins = store.reverseRange(place, successor(place))) {
      while (origins.hasNext()) {
        KeyValue<byte[], byte[]> next = origins.next();
        if (next.key.length > place.length && startsWith(next.key, place)) {
          return new Behind(
              Bytes.wrap(Arrays.copyOfRange(next.key, place.length, next.key.length)),
              Origin.read(ByteBuffer.wrap(next.value)));
        }
      }
    }
    throw new IllegalStateException("an origin that stands behind another is not in the store");
  }

  private byte[] key(byte[] place, Bytes rank) {
    return out.reset()
        .rawBytes(place, 0, place.length)
        .rawBytes(rank.array(), 0, rank.length())
        .toBytes();
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The smallest bytes above all that begin with {@code prefix}, which begins with the tag. */
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
