package dev.crossfade.transformer;

import dev.crossfade.schemas.RowWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A side whose key is unique, so that two of its rows meet there only while a change is under way:
 * all of them in one store entry per key, which is read without a search.
 *
 * <p>Store keys: {@code U}, the key record's body, the side. The value: of each row, in the order
 * of their origins, the length of its origin, the origin, the length of its fields, the fields.
 */
final class FewRows implements SideRows {

  private final StoreSection store;
  private final int side;
  private final RowWriter out = new RowWriter(256);

  FewRows(StoreSection store, int side) {
    this.store = store;
    this.side = side;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(byte[] origin, byte[] fields) {}

  @Override
  public byte @Nullable [] get(byte[] key, byte[] origin) {
    return read(entry(key)).stream()
        .filter(row -> Arrays.equals(row.origin, origin))
        .map(Row::fields)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void put(byte[] key, byte[] origin, byte[] fields) {
    byte[] entry = entry(key);
    List<Row> rows = without(entry, origin);
    rows.add(new Row(origin, fields));
    rows.sort((a, b) -> Arrays.compareUnsigned(a.origin, b.origin));
    store.put(entry, bytes(rows));
  }

  @Override
  public void remove(byte[] key, byte[] origin) {
    byte[] entry = entry(key);
    List<Row> rest = without(entry, origin);
    if (rest.isEmpty()) {
      store.delete(entry);
    } else {
      store.put(entry, bytes(rest));
    }
  }

  @Override
  public Walk rows(byte[] key, byte @Nullable [] after) {
    List<Row> rows = read(entry(key));
    if (after != null) {
      rows.removeIf(row -> Arrays.compareUnsigned(row.origin, after) <= 0);
    }
    return new Rows(rows);
  }

  private byte[] entry(byte[] key) {
    out.reset().rawByte('U');
    OrderedKey.putBody(key, out);
    return out.rawByte(side).toBytes();
  }

  private List<Row> without(byte[] entry, byte[] origin) {
    List<Row> rows = read(entry);
    rows.removeIf(row -> Arrays.equals(row.origin, origin));
    return rows;
  }

  private List<Row> read(byte[] entry) {
    List<Row> rows = new ArrayList<>(1);
    byte[] value = store.get(entry);
    if (value != null) {
      ByteBuffer in = ByteBuffer.wrap(value);
      while (in.hasRemaining()) {
        rows.add(new Row(next(in), next(in)));
      }
    }
    return rows;
  }

  private static byte[] next(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static byte[] bytes(List<Row> rows) {
    int length = rows.stream().mapToInt(r -> 8 + r.origin.length + r.fields.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (Row row : rows) {
      bytes.putInt(row.origin.length).put(row.origin).putInt(row.fields.length).put(row.fields);
    }
    return bytes.array();
  }

  /** A walk over rows that were read at once. */
  private static final class Rows implements Walk {
    private final List<Row> rows;
    private int at = -1;

    Rows(List<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      return ++at < rows.size();
    }

    @Override
    public byte[] origin() {
      return rows.get(at).origin;
    }

    @Override
    public byte[] fields() {
      return rows.get(at).fields;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
