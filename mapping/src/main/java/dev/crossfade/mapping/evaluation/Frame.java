package dev.crossfade.mapping.evaluation;

import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/** What one evaluation sees; reused from row to row by one thread. */
final class Frame {

  private @Nullable RowView[] relations = new RowView[0];
  private FanOutTuple tuple = FanOutTuple.NONE;
  private @Nullable Object element;

  Frame over(@Nullable RowView[] rows, FanOutTuple fanOut) {
    relations = rows;
    tuple = fanOut;
    return this;
  }

  /** The row of a relation; null for the missing side of a left join. */
  @Nullable RowView relation(int index) {
    return relations[index];
  }

  FanOutTuple tuple() {
    return tuple;
  }

  /** The array element that an element cast reads as fan-out column 0. */
  @Nullable Object element() {
    return element;
  }

  void element(@Nullable Object value) {
    element = value;
  }
}
