package dev.crossfade.transformer;

import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.SingleObject;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The living rows that meet at the keys of one partition: one store entry per (key, side, origin),
 * found by the beginning of its name.
 *
 * <p>Store keys: {@code J}, the key record's body, the side, the origin. Used by one thread.
 */
final class JoinRows {

  private final StoreSection store;
  private final RowWriter out = new RowWriter(256);

  JoinRows(StoreSection store) {
    this.store = store;
  }

  /** Where the rows of one side of a key stand. */
  byte[] place(byte[] key, int side) {
    out.reset().rawByte('J');
    OrderedKey.putBody(key, out);
    return out.rawByte(side).toBytes();
  }

  /** The fields of an origin's row; null if it has none. */
  byte @Nullable [] get(byte[] place, byte[] origin) {
    return store.get(entry(place, origin));
  }

  void put(byte[] place, byte[] origin, byte[] fields) {
    store.put(entry(place, origin), fields);
  }

  void remove(byte[] place, byte[] origin) {
    store.delete(entry(place, origin));
  }

  private byte[] entry(byte[] place, byte[] origin) {
    return out.reset()
        .rawBytes(place, 0, place.length)
        .rawBytes(origin, 0, origin.length)
        .toBytes();
  }

  /** A record's fields without its header. */
  static byte[] fields(byte[] record) {
    return Arrays.copyOfRange(record, SingleObject.HEADER_LENGTH, record.length);
  }

  /**
   * The rows of a side in the order of their origins; to be closed.
   *
   * @param after the origin to begin behind; null for all
   */
  Rows rows(byte[] place, byte @Nullable [] after) {
    if (after == null) {
      return new Rows(store.prefixScan(place), place, null);
    }
    byte[] from = entry(place, after);
    return new Rows(store.range(from, above(place)), place, after);
  }

  /** Above every entry of the place: sides are small numbers. */
  private static byte[] above(byte[] place) {
    byte[] next = place.clone();
    next[next.length - 1]++;
    return next;
  }

  /** A walk over the rows of one side. */
  static final class Rows implements AutoCloseable {
    private final KeyValueIterator<byte[], byte[]> entries;
    private final int prefix;
    private final byte @Nullable [] after;
    private byte[] origin = new byte[0];
    private byte[] fields = new byte[0];

    private Rows(KeyValueIterator<byte[], byte[]> entries, byte[] place, byte @Nullable [] after) {
      this.entries = entries;
      this.prefix = place.length;
      this.after = after;
    }

    /** Goes to the next row; false if there is none. */
    boolean next() {
      while (entries.hasNext()) {
        KeyValue<byte[], byte[]> entry = entries.next();
        if (entry.key.length == prefix) {
          return false; // the end of the range
        }
        origin = Arrays.copyOfRange(entry.key, prefix, entry.key.length);
        if (after == null || !Arrays.equals(origin, after)) {
          fields = entry.value;
          return true;
        }
      }
      return false;
    }

    byte[] origin() {
      if (origin.length == 0) {
        throw new NoSuchElementException("before the first row");
      }
      return origin;
    }

    byte[] fields() {
      return fields;
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
