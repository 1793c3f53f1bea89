package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.RowMapper;
import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/** One statement's function, total: a row that no topic takes is a rejection too. */
final class Mapper {

  private final RowMapper function;
  private final int rowBytesMax;

  Mapper(RowMapper function, int rowBytesMax) {
    this.function = function;
    this.rowBytesMax = rowBytesMax;
  }

  /** Clears {@code into} and fills it; no row and no rejection if {@code old} is null. */
  @Nullable Rejection map(@Nullable RowView old, Collected into) {
    into.clear();
    if (old == null) {
      return null;
    }
    function.apply(old, into);
    Rejection rejection = into.rejection();
    if (rejection == null && into.tooLargeBytes() > 0) {
      rejection =
          new Rejection(
              "54000",
              null,
              "a new row of "
                  + into.tooLargeBytes()
                  + " bytes; limits.row-max allows "
                  + rowBytesMax);
    }
    if (rejection != null) {
      into.clear();
    }
    return rejection;
  }

  int rowBytesMax() {
    return rowBytesMax;
  }
}
