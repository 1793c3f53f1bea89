package dev.crossfade.extractor.snapshot;

import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.WireType;

/**
 * Turns tuples of PostgreSQL's binary COPY straight into change records. Used by one thread.
 *
 * <p>Binary COPY: <a
 * href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">its format</a>.
 */
final class SnapshotRowEncoder {

  private final ChangeLayout layout;
  private final RowLayout row;
  private final WireType[] wires;
  private final KeyEncoder keys;
  private final RowView view;
  private final long position;
  private final long takenAtMicros;
  private final RowWriter out = new RowWriter(1024);

  /**
   * Begins with the table as planned.
   *
   * @param position the LSN the stream will begin at
   * @param takenAtMicros when the snapshot was taken, microseconds since 1970
   */
  SnapshotRowEncoder(String migration, OldTable table, long position, long takenAtMicros) {
    this.layout = ChangeLayout.of(migration, table);
    this.row = layout.row();
    this.wires = new WireType[row.size()];
    for (int i = 0; i < wires.length; i++) {
      wires[i] = row.wire(i);
    }
    this.keys = KeyEncoder.ofOld(migration, table);
    this.view = new RowView(row);
    this.position = position;
    this.takenAtMicros = takenAtMicros;
  }

  /**
   * Encodes the tuple that begins at {@code at}, just after its field count.
   *
   * @return just after the tuple
   */
  int encode(byte[] tuple, int at) {
    layout.begin(out.reset(), Op.INSERT, true, position, takenAtMicros);
    out.putNull();
    out.putRecordStart();
    int start = out.length();
    int from = at;
    for (WireType wire : wires) {
      int length = int4(tuple, from);
      from += 4;
      if (length < 0) {
        out.putNull();
      } else {
        put(wire, tuple, from, length);
        from += length;
      }
    }
    view.wrap(out.buffer(), start);
    return from;
  }

  /** The key record of the tuple encoded last. */
  byte[] key() {
    return keys.keyOf(view);
  }

  /** The change record of the tuple encoded last. */
  byte[] value() {
    return out.toBytes();
  }

  /** How long the row of the tuple encoded last is, in bytes. */
  int rowBytes() {
    return view.end() - view.start();
  }

  private void put(WireType wire, byte[] from, int at, int length) {
    switch (wire) {
      case BOOLEAN -> out.putBoolean(from[at] != 0);
      case INT -> out.putInt(length == 2 ? (short) int2(from, at) : int4(from, at));
      case LONG -> out.putLong(int8(from, at));
      case FLOAT -> {
        float value = Float.intBitsToFloat(int4(from, at));
        out.putFloat(Float.isNaN(value) ? Float.NaN : value); // text knows one NaN
      }
      case DOUBLE -> {
        double value = Double.longBitsToDouble(int8(from, at));
        out.putDouble(Double.isNaN(value) ? Double.NaN : value);
      }
      case DATE -> {
        int days = int4(from, at);
        boolean infinite = days == Integer.MIN_VALUE || days == Integer.MAX_VALUE;
        out.putInt(infinite ? days : days + WireType.POSTGRES_EPOCH_DAYS);
      }
      case TIMESTAMP, TIMESTAMPTZ -> {
        long micros = int8(from, at);
        boolean infinite = micros == Long.MIN_VALUE || micros == Long.MAX_VALUE;
        out.putLong(infinite ? micros : micros + WireType.POSTGRES_EPOCH_MICROS);
      }
      case BYTES, TEXT -> out.putBytes(from, at, length);
      case LATE -> throw new IllegalStateException("an old row has no late reference");
    }
  }

  static int int2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  static int int4(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static long int8(byte[] bytes, int at) {
    return ((long) int4(bytes, at) << 32) | (int4(bytes, at + 4) & 0xffffffffL);
  }
}
