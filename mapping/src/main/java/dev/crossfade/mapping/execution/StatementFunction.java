package dev.crossfade.mapping.execution;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;

/**
 * One compiled statement as a total function: an old row becomes 0 to n new rows, or one rejection.
 *
 * <p>Used by one thread; the bytes it hands out are the receiver's.
 */
public interface StatementFunction {

  /** The statement's place in mapping.sql, from 1. */
  int number();

  TableId oldTable();

  TableId newTable();

  /** Whether {@link #keysOf} can say all keys that an old row can have. */
  boolean direct();

  /**
   * Maps one old row.
   *
   * <p>{@code out} gets either every row, in the order of the fan-out, or one rejection and no row.
   *
   * @param old a whole row record of the old table
   */
  void apply(RowView old, Output out);

  /**
   * Gives every key that any row with this primary key maps to, at any time; each once.
   *
   * @param old a row record of the old table in which at least the primary key is filled in
   * @throws IllegalStateException if the statement is not direct
   */
  void keysOf(RowView old, KeyOutput out);

  /** What an old row becomes. */
  interface Output {

    /**
     * One new row.
     *
     * @param key key record of the new table
     * @param row row record of the new table
     * @param ordinal place of the tuple that made it in the statement's fan-out, from 0
     */
    void row(byte[] key, byte[] row, int ordinal);

    /** The row maps to no rows. */
    void rejected(Rejection rejection);
  }

  /** Takes key records of the new table. */
  interface KeyOutput {
    void key(byte[] key);
  }
}
