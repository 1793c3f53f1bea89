package dev.crossfade.loader;

import java.sql.SQLException;

/** Writes what arrives in one topic. Used by one thread at a time. */
interface TopicWriter {

  /** What has to be committed before: the connection is in auto-commit mode. */
  default void before(LoadSession session, Batch batch) throws SQLException {}

  /**
   * Writes the rows of a batch, in the transaction that moved its offsets.
   *
   * @throws SQLException if the refusal is no row's fault: nothing of the transaction may stay
   */
  Tally apply(LoadSession session, Batch batch) throws SQLException;

  /** The transaction has committed. */
  default void committed(Tally tally) {}

  /**
   * What is remembered may no longer hold: another loader may have written between, or the server
   * has lost what it had not written down.
   */
  default void forget() {}

  /** Whether there is work although nothing arrives. */
  default boolean hasParked() {
    return false;
  }
}
