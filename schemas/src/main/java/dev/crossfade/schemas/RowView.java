package dev.crossfade.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one row or key record, read in place from its bytes.
 *
 * <p>Reused for many records, used by one thread. {@link #wrap} finds where each field stands; a
 * getter decodes one. Getters of a null field are undefined: ask {@link #isNull} first.
 */
public final class RowView {

  private final RowLayout layout;
  private final int[] starts;
  private final @Nullable RowView[] nested;
  private byte[] bytes = new byte[0];

  public RowView(RowLayout layout) {
    this.layout = layout;
    this.starts = new int[layout.size() + 1];
    this.nested = new RowView[layout.size()];
    for (int i = 0; i < layout.size(); i++) {
      RowLayout inner = layout.fields().get(i).nested();
      nested[i] = inner == null ? null : new RowView(inner);
    }
  }

  /**
   * Reads a whole single-object record.
   *
   * @throws WireFormatException if it is not of this layout
   */
  public RowView wrap(byte[] record) {
    if (!layout.isHeaderOf(record)) {
      throw new WireFormatException(
          "a record of another schema than " + layout.schema().getFullName());
    }
    return wrap(record, SingleObject.HEADER_LENGTH);
  }

  /** Reads a record body (without header) that begins at {@code from}. */
  public RowView wrap(byte[] record, int from) {
    bytes = record;
    int at = from;
    for (int i = 0; i < starts.length - 1; i++) {
      starts[i] = at;
      if (record[at] == 0) {
        at++;
        continue;
      }
      at = after(i, at + 1);
    }
    starts[starts.length - 1] = at;
    return this;
  }

  private int after(int field, int value) {
    return switch (layout.wire(field)) {
      case BOOLEAN -> value + 1;
      case INT, LONG, DATE, TIMESTAMP, TIMESTAMPTZ -> {
        int at = value;
        while (bytes[at++] < 0) {}
        yield at;
      }
      case FLOAT -> value + 4;
      case DOUBLE -> value + 8;
      case BYTES, TEXT -> {
        int at = value;
        while (bytes[at++] < 0) {}
        yield at + (int) rawLong(bytes, value);
      }
      case LATE -> java.util.Objects.requireNonNull(nested[field]).wrap(bytes, value).end();
    };
  }

  public RowLayout layout() {
    return layout;
  }

  /** The bytes this view reads; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the first field begins. */
  public int start() {
    return starts[0];
  }

  /** Just after the last field. */
  public int end() {
    return starts[starts.length - 1];
  }

  public boolean isNull(int field) {
    return bytes[starts[field]] == 0;
  }

  public boolean getBoolean(int field) {
    return bytes[starts[field] + 1] != 0;
  }

  /** INT, and DATE as days. */
  public int getInt(int field) {
    return (int) rawLong(bytes, starts[field] + 1);
  }

  /** INT, LONG, DATE, and TIMESTAMP and TIMESTAMPTZ as microseconds. */
  public long getLong(int field) {
    return rawLong(bytes, starts[field] + 1);
  }

  public float getFloat(int field) {
    return Float.intBitsToFloat((int) fixed(starts[field] + 1, 4));
  }

  public double getDouble(int field) {
    return Double.longBitsToDouble(fixed(starts[field] + 1, 8));
  }

  /** Where a TEXT's or BYTES' own bytes begin in {@link #bytes}. */
  public int contentStart(int field) {
    int at = starts[field] + 1;
    while (bytes[at++] < 0) {}
    return at;
  }

  /** How many own bytes a TEXT or BYTES has. */
  public int contentLength(int field) {
    return (int) rawLong(bytes, starts[field] + 1);
  }

  public String getText(int field) {
    return new String(bytes, contentStart(field), contentLength(field), StandardCharsets.UTF_8);
  }

  public byte[] getBytes(int field) {
    int from = contentStart(field);
    return Arrays.copyOfRange(bytes, from, from + contentLength(field));
  }

  /** The nested record of a LATE field that is not null. */
  public RowView getNested(int field) {
    return java.util.Objects.requireNonNull(nested[field]);
  }

  /** Appends the field as it stands, union branch and all. */
  public void copyTo(int field, RowWriter out) {
    out.rawBytes(bytes, starts[field], starts[field + 1] - starts[field]);
  }

  /** Whether two views hold the same bytes in a field of the same type. */
  public boolean sameField(int field, RowView other, int otherField) {
    return Arrays.equals(
        bytes,
        starts[field],
        starts[field + 1],
        other.bytes,
        other.starts[otherField],
        other.starts[otherField + 1]);
  }

  /** Avro's zig-zag variable-length long (and int) at {@code from}. */
  public static long rawLong(byte[] bytes, int from) {
    int at = from;
    long zigzag = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes[at++];
      zigzag |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** How many bytes the variable-length number at {@code from} takes. */
  public static int rawLongLength(byte[] bytes, int from) {
    int at = from;
    while (bytes[at++] < 0) {}
    return at - from;
  }

  private long fixed(int from, int count) {
    long bits = 0;
    for (int i = count - 1; i >= 0; i--) {
      bits = (bits << 8) | (bytes[from + i] & 0xffL);
    }
    return bits;
  }
}
