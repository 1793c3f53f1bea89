package dev.crossfade.transformer;

import dev.crossfade.transformer.Deltas.Given;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A group as its store entry says it: the totals' length, the totals, what was sent last.
 *
 * @param totals of its rows; null if it has none
 * @param sent what was sent last; of a refusal only that it was one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Group(byte @Nullable [] totals, Given sent) {

  private static final byte NOTHING = 0;
  private static final byte ROW = 1;
  private static final byte REFUSED = 2;
  private static final int NO_ROWS = -1;
  private static final byte[] EMPTY = {};

  /** Nothing of it is left, here or where it was sent. */
  boolean isGone() {
    return totals == null && sent.isNothing();
  }

  byte[] bytes() {
    byte[] kept = totals == null ? EMPTY : totals;
    byte[] row = sent.row() == null ? EMPTY : sent.row();
    return ByteBuffer.allocate(4 + kept.length + 1 + row.length)
        .putInt(totals == null ? NO_ROWS : kept.length)
        .put(kept)
        .put(sent.isNothing() ? NOTHING : sent.row() == null ? REFUSED : ROW)
        .put(row)
        .array();
  }

  static Group read(byte @Nullable [] entry) {
    if (entry == null) {
      return new Group(null, Given.NOTHING);
    }
    ByteBuffer in = ByteBuffer.wrap(entry);
    int length = in.getInt();
    byte[] totals = length == NO_ROWS ? null : new byte[length];
    if (totals != null) {
      in.get(totals);
    }
    byte kind = in.get();
    if (kind != ROW) {
      return new Group(totals, kind == NOTHING ? Given.NOTHING : Given.REFUSED);
    }
    byte[] row = new byte[in.remaining()];
    in.get(row);
    return new Group(totals, new Given(row, null));
  }
}
