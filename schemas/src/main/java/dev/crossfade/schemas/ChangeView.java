package dev.crossfade.schemas;

import org.jspecify.annotations.Nullable;

/** One change read in place from its bytes. Reused for many records, used by one thread. */
public final class ChangeView {

  private final ChangeLayout layout;
  private final RowView before;
  private final RowView after;
  private Op op = Op.INSERT;
  private boolean snapshot;
  private long position;
  private long committedAtMicros;
  private boolean hasBefore;
  private boolean hasAfter;

  public ChangeView(ChangeLayout layout) {
    this.layout = layout;
    this.before = new RowView(layout.row());
    this.after = new RowView(layout.row());
  }

  /**
   * Reads a whole single-object record.
   *
   * @throws WireFormatException if it is not a change of this table as the plan describes it
   */
  public ChangeView wrap(byte[] record) {
    if (!layout.isHeaderOf(record)) {
      throw new WireFormatException(
          "a record of another schema than " + layout.schema().getFullName());
    }
    int at = SingleObject.HEADER_LENGTH;
    op = Op.of(RowView.rawLong(record, at));
    at += RowView.rawLongLength(record, at);
    snapshot = record[at++] != 0;
    position = RowView.rawLong(record, at);
    at += RowView.rawLongLength(record, at);
    committedAtMicros = RowView.rawLong(record, at);
    at += RowView.rawLongLength(record, at);
    hasBefore = record[at++] != 0;
    if (hasBefore) {
      at = before.wrap(record, at).end();
    }
    hasAfter = record[at++] != 0;
    if (hasAfter) {
      after.wrap(record, at);
    }
    return this;
  }

  public Op op() {
    return op;
  }

  public boolean snapshot() {
    return snapshot;
  }

  public long position() {
    return position;
  }

  public long committedAtMicros() {
    return committedAtMicros;
  }

  /** The row before; null if the change has none. Valid until the next {@link #wrap}. */
  public @Nullable RowView before() {
    return hasBefore ? before : null;
  }

  /** The row after; null for a delete. Valid until the next {@link #wrap}. */
  public @Nullable RowView after() {
    return hasAfter ? after : null;
  }
}
