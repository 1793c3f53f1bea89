package dev.crossfade.mapping.execution;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;

/**
 * What a compiled statement makes of the rows of one old table, up to where they meet others, if
 * they do.
 *
 * <p>Used by one thread; the bytes it hands out are the receiver's.
 */
public interface StatementFunction extends RowMapper {

  /** The statement's place in mapping.sql, from 1. */
  int number();

  /** Its place among the branches of a UNION ALL, from 0. */
  default int branch() {
    return 0;
  }

  /** Its place in the order among origins, among all functions and steps of the plan, from 0. */
  int place();

  /** Where its rows go. */
  Target target();

  TableId oldTable();

  TableId newTable();

  /** Whether {@link #keysOf} can say all keys that an old row can have. */
  boolean direct();

  /**
   * Gives every key that any row with this primary key maps to, at any time; each once.
   *
   * @param old a row record of the old table in which at least the primary key is filled in
   * @throws IllegalStateException if the statement is not direct
   */
  void keysOf(RowView old, KeyOutput out);

  /** Takes key records of the new table. */
  interface KeyOutput {
    void key(byte[] key);
  }
}
