package dev.crossfade.mapping.execution;

import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/**
 * {@code f : old row → set of new rows} of one statement over one old table; total, and the same
 * for the same row always. Keeps buffers: used by one thread.
 */
public interface StatementFunction {

  /**
   * Gives every new row that the old row makes, in ascending ordinals.
   *
   * @param old a view over the old table's row record; not kept
   * @return null if the row was mapped (to any number of rows, zero too); else why not, and then
   *     what {@code out} was given does not count
   */
  @Nullable Rejection apply(RowView old, Output out);

  /**
   * Every key of the new table that rows with this old primary key can ever make; direct statements
   * only.
   *
   * @param oldKey a view over the old table's key record; not kept
   * @throws UnsupportedOperationException if the statement is arranged
   */
  void keysOf(RowView oldKey, KeyOutput out);

  /** Takes new rows. */
  interface Output {

    /**
     * Takes one new row.
     *
     * @param key the new table's key record, a fresh array
     * @param row the new table's row record, a fresh array
     * @param ordinal place of the fan-out tuple that made it, 0 without a fan-out; no two rows of
     *     one call have the same
     */
    void row(byte[] key, byte[] row, int ordinal);
  }

  /** Takes keys of the new table. */
  interface KeyOutput {

    /**
     * Takes one key.
     *
     * @param key the new table's key record, a fresh array
     */
    void key(byte[] key);
  }
}
