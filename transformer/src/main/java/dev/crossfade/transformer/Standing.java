package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import java.nio.ByteBuffer;

/**
 * The origin whose row stands at a new key.
 *
 * @param rank its place in the order; the greatest stands
 * @param behind how many living origins stand behind it
 */
record Standing(Bytes rank, Origin origin, int behind) {

  Standing withBehind(int now) {
    return new Standing(rank, origin, now);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(8 + rank.length() + origin.length());
    out.putInt(behind).putInt(rank.length()).put(rank.array());
    origin.write(out);
    return out.array();
  }

  static Standing read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int behind = in.getInt();
    byte[] rank = new byte[in.getInt()];
    in.get(rank);
    return new Standing(Bytes.wrap(rank), Origin.read(in), behind);
  }
}
