package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import java.nio.ByteBuffer;

/**
 * What the store keeps of one origin at one new key.
 *
 * @param timestamp of the change that made it, milliseconds
 * @param oldKey the old row's key record
 * @param row the new row's record
 */
record Origin(long timestamp, int source, int ordinal, Bytes oldKey, Bytes row) {

  private static final int FIXED_BYTES = 8 + 4 + 4 + 4;

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(length());
    write(out);
    return out.array();
  }

  int length() {
    return FIXED_BYTES + oldKey.length() + row.length();
  }

  void write(ByteBuffer out) {
    out.putLong(timestamp)
        .putInt(source)
        .putInt(ordinal)
        .putInt(oldKey.length())
        .put(oldKey.array())
        .put(row.array());
  }

  /** Reads to the end of {@code in}. */
  static Origin read(ByteBuffer in) {
    long timestamp = in.getLong();
    int source = in.getInt();
    int ordinal = in.getInt();
    byte[] oldKey = new byte[in.getInt()];
    in.get(oldKey);
    byte[] row = new byte[in.remaining()];
    in.get(row);
    return new Origin(timestamp, source, ordinal, Bytes.wrap(oldKey), Bytes.wrap(row));
  }
}
