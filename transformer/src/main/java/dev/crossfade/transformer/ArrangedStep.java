package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose new keys can have several origins: retracts what the row before made and the
 * row after does not, and asserts what the row after makes, each message under the new key it is
 * about.
 */
final class ArrangedStep implements Step {

  private final Source source;
  private final Mapper mapper;
  private final DeadLetterBook deadLetters;
  private final Outbox out;
  private final Sink sink;
  private final Meter meter;
  private final int sliceMessages;
  private Collected before;
  private Collected after;

  ArrangedStep(
      Source source,
      Mapper mapper,
      int sliceMessages,
      DeadLetterBook deadLetters,
      Outbox out,
      Sink sink,
      Meter meter) {
    this.source = source;
    this.mapper = mapper;
    this.deadLetters = deadLetters;
    this.out = out;
    this.sink = sink;
    this.meter = meter;
    this.sliceMessages = sliceMessages;
    this.before = new Collected(mapper.rowBytesMax(), false);
    this.after = new Collected(mapper.rowBytesMax(), true);
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public @Nullable Slices apply(Change change) {
    RowView rowBefore = rowBefore(change);
    var unused = mapper.map(rowBefore, before); // rejected then: it had made nothing
    Rejection rejection = mapper.map(change.view().after(), after);
    deadLetters.settle(source, change, rejection);
    if (before.size() + after.size() > sliceMessages) {
      return slices();
    }
    for (int i = 0; i < before.size(); i++) {
      if (!after.hasKey(before.key(i))) {
        send(change, before.key(i), before.ordinal(i), null);
      }
    }
    for (int i = 0; i < after.size(); i++) {
      send(change, after.key(i), after.ordinal(i), after.row(i));
    }
    // Last, so that a key that stays is never deleted and made anew.
    for (int i = 0; i < before.size(); i++) {
      if (after.hasKey(before.key(i)) && !after.has(before.key(i), before.ordinal(i))) {
        send(change, before.key(i), before.ordinal(i), null);
      }
    }
    return null;
  }

  /** The slices keep what was collected. */
  private Slices slices() {
    Slices slices = new FanOutSlices(before, after, this::send);
    before = new Collected(mapper.rowBytesMax(), false);
    after = new Collected(mapper.rowBytesMax(), true);
    return slices;
  }

  private @Nullable RowView rowBefore(Change change) {
    RowView row = change.view().before();
    if (row == null && change.view().op() != Op.INSERT) {
      throw new TransformerException(
          "an update or delete of "
              + source.oldTable().id()
              + " came without the row before; its replica identity must be FULL. Run crossfade"
              + " prepare again, then crossfade replay");
    }
    return row;
  }

  private void send(Change change, byte[] key, int ordinal, byte @Nullable [] row) {
    Contribution contribution =
        new Contribution(
            source.tag(), Bytes.wrap(change.key()), ordinal, row == null ? null : Bytes.wrap(row));
    out.send(
        sink,
        key,
        contribution.value(),
        change.timestamp(),
        row != null && change.view().snapshot());
    meter.mapped(row == null || !source.target().isNewTable() ? 0 : 1);
  }
}
