package dev.crossfade.operator.demo.tux.rows;

/** Ids as a sequence gives them out, with the gaps that deleted rows leave. */
final class RowIds {

  private static final int ROWS_BETWEEN_GAPS = 37;

  private RowIds() {}

  /** From 1, rising. */
  static long of(int row) {
    return 1L + row + row / ROWS_BETWEEN_GAPS;
  }
}
