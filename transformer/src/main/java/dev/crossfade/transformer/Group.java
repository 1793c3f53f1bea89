package dev.crossfade.transformer;

import dev.crossfade.transformer.Deltas.Given;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A group as its store entry says it: the totals' length, the totals, what was sent last and
 * whether it waits.
 *
 * @param totals of its rows; null if it has none
 * @param sent what was sent last; of a refusal only that it was one
 * @param waits whether a store entry says that it is still to be sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Group(byte @Nullable [] totals, Given sent, boolean waits) {

  private static final byte NOTHING = 0;
  private static final byte ROW = 1;
  private static final byte REFUSED = 2;
  private static final byte WAITS = 4;
  private static final int NO_ROWS = -1;
  private static final byte[] EMPTY = {};

  /** Nothing of it is left, here or where it was sent. */
  boolean isGone() {
    return totals == null && sent.isNothing() && !waits;
  }

  /** The same group, still to be sent. */
  Group waiting() {
    return new Group(totals, sent, true);
  }

  byte[] bytes() {
    byte[] kept = totals == null ? EMPTY : totals;
    byte[] row = sent.row() == null ? EMPTY : sent.row();
    byte kind = sent.isNothing() ? NOTHING : sent.row() == null ? REFUSED : ROW;
    return ByteBuffer.allocate(4 + kept.length + 1 + row.length)
        .putInt(totals == null ? NO_ROWS : kept.length)
        .put(kept)
        .put(waits ? (byte) (kind | WAITS) : kind)
        .put(row)
        .array();
  }

  static Group read(byte @Nullable [] entry) {
    if (entry == null) {
      return new Group(null, Given.NOTHING, false);
    }
    ByteBuffer in = ByteBuffer.wrap(entry);
    int length = in.getInt();
    byte[] totals = length == NO_ROWS ? null : new byte[length];
    if (totals != null) {
      in.get(totals);
    }
    byte kind = in.get();
    boolean waits = (kind & WAITS) != 0;
    kind &= ~WAITS;
    if (kind != ROW) {
      return new Group(totals, kind == NOTHING ? Given.NOTHING : Given.REFUSED, waits);
    }
    byte[] row = new byte[in.remaining()];
    in.get(row);
    return new Group(totals, new Given(row, null), waits);
  }
}
