package dev.crossfade.mapping.execution;

import dev.crossfade.schemas.RowView;

/**
 * What stands between one place where rows are and the next: a row becomes 0 to n rows, each with
 * the key it goes under, or one rejection. Total; used by one thread.
 */
public interface RowMapper {

  /**
   * Maps one row.
   *
   * <p>{@code out} gets either every row, in the order of the fan-out, or one rejection and no row.
   */
  void apply(RowView row, Output out);

  /** What a row becomes. */
  interface Output {

    /**
     * One row.
     *
     * @param key key record of the new table, or of the step the row goes to
     * @param row row record of the same
     * @param ordinal place of the tuple that made it in the fan-out, from 0
     */
    void row(byte[] key, byte[] row, int ordinal);

    /** The row maps to no rows. */
    void rejected(Rejection rejection);
  }
}
