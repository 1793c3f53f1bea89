package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends on what a step gives, as the difference between what an origin gave before and gives now:
 * asserts first, so that a row that stays under another origin is never gone.
 */
final class Deltas {

  private final Source source;
  private final Mapper mapper;
  private final RowView before;
  private final RowView after;
  private final DeadLetterBook letters;
  private final Outbox out;
  private final Sink sink;
  private final Meter meter;
  private final Collected formerly;
  private final Collected now;

  Deltas(
      Source source,
      Mapper mapper,
      RowLayout rows,
      DeadLetterBook letters,
      Outbox out,
      Sink sink,
      Meter meter) {
    this.source = source;
    this.mapper = mapper;
    this.before = new RowView(rows);
    this.after = new RowView(rows);
    this.letters = letters;
    this.out = out;
    this.sink = sink;
    this.meter = meter;
    this.formerly = new Collected(mapper.rowBytesMax(), true);
    this.now = new Collected(mapper.rowBytesMax(), true);
  }

  /**
   * What an origin gives.
   *
   * @param row its fields; null if it gives none
   * @param rejection why that cannot be said
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by same()
  record Given(byte @Nullable [] row, @Nullable Rejection rejection) {
    static final Given NOTHING = new Given(null, null);

    /** A refusal of which only that it was one is still known. */
    static final Given REFUSED = new Given(null, new Rejection("", null, ""));

    boolean isNothing() {
      return row == null && rejection == null;
    }

    boolean same(Given other) {
      return Arrays.equals(row, other.row) && java.util.Objects.equals(rejection, other.rejection);
    }
  }

  /** Sends the difference. */
  void send(byte[] origin, Given was, Given is, long timestamp, boolean snapshot) {
    if (was.same(is)) {
      return;
    }
    var unused = map(was.row(), before, formerly); // rejected then: it had made nothing
    Rejection rejection = map(is.row(), after, now);
    letters.settle(source, origin, is.rejection() != null ? is.rejection() : rejection, timestamp);
    boolean first = snapshot && was.row() == null;
    for (int i = 0; i < now.size(); i++) {
      send(origin, now.key(i), now.ordinal(i), now.row(i), timestamp, first);
    }
    for (int i = 0; i < formerly.size(); i++) {
      if (!now.has(formerly.key(i), formerly.ordinal(i))) {
        send(origin, formerly.key(i), formerly.ordinal(i), null, timestamp, false);
      }
    }
  }

  private @Nullable Rejection map(byte @Nullable [] fields, RowView view, Collected into) {
    return mapper.map(fields == null ? null : view.wrap(fields, 0), into);
  }

  private void send(
      byte[] origin,
      byte[] key,
      int ordinal,
      byte @Nullable [] row,
      long timestamp,
      boolean snapshot) {
    Contribution contribution =
        new Contribution(
            source.tag(), Bytes.wrap(origin), ordinal, row == null ? null : Bytes.wrap(row));
    out.send(sink, key, contribution.value(), timestamp, snapshot);
    if (source.target().isNewTable()) {
      meter.mapped(row == null ? 0 : 1);
    }
  }
}
