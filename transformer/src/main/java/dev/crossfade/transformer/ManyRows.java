package dev.crossfade.transformer;

import dev.crossfade.schemas.RowWriter;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A side of which any number of rows can meet at a key: one store entry per (key, side, origin),
 * found by the beginning of its name.
 *
 * <p>Store keys: {@code J}, the key record's body, the side, the origin.
 */
final class ManyRows implements SideRows {

  private final StoreSection store;
  private final int side;
  private final RowWriter out = new RowWriter(256);

  /**
   * @param side 0 or more, below 255
   */
  ManyRows(StoreSection store, int side) {
    this.store = store;
    this.side = side;
  }

  @Override
  public byte @Nullable [] get(byte[] key, byte[] origin) {
    return store.get(entry(key, origin));
  }

  @Override
  public void put(byte[] key, byte[] origin, byte[] fields) {
    store.put(entry(key, origin), fields);
  }

  @Override
  public void remove(byte[] key, byte[] origin) {
    store.delete(entry(key, origin));
  }

  @Override
  public Walk rows(byte[] key, byte @Nullable [] after) {
    byte[] place = place(key).toBytes();
    if (after == null) {
      return new Entries(store.prefixScan(place), place.length, null);
    }
    return new Entries(store.range(entry(key, after), above(place)), place.length, after);
  }

  private RowWriter place(byte[] key) {
    out.reset().rawByte('J');
    OrderedKey.putBody(key, out);
    return out.rawByte(side);
  }

  private byte[] entry(byte[] key, byte[] origin) {
    return place(key).rawBytes(origin, 0, origin.length).toBytes();
  }

  /** Above every entry of the place. */
  private static byte[] above(byte[] place) {
    byte[] next = place.clone();
    next[next.length - 1]++;
    return next;
  }

  /** A walk over store entries. */
  private static final class Entries implements Walk {
    private final KeyValueIterator<byte[], byte[]> entries;
    private final int prefix;
    private final byte @Nullable [] after;
    private byte[] origin = new byte[0];
    private byte[] fields = new byte[0];

    private Entries(KeyValueIterator<byte[], byte[]> entries, int prefix, byte @Nullable [] after) {
      this.entries = entries;
      this.prefix = prefix;
      this.after = after;
    }

    @Override
    public boolean next() {
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

    @Override
    public byte[] origin() {
      if (origin.length == 0) {
        throw new NoSuchElementException("before the first row");
      }
      return origin;
    }

    @Override
    public byte[] fields() {
      return fields;
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
