package dev.crossfade.loader;

import java.sql.SQLException;

/** One session of a worker in the new database, past its guard. Used by one thread. */
public interface LoadSession extends AutoCloseable {

  /**
   * Begins a transaction and moves the offsets of a batch by compare-and-set, before any row.
   *
   * @throws StaleLoaderException if one of them stands elsewhere or is closed; {@link #rollBack}
   */
  void begin(Batch batch) throws SQLException;

  /** Notes the markers of the batch and commits; durably, if somebody relies on it. */
  void commit(Batch batch) throws SQLException;

  /** Undoes everything since {@link #begin}. */
  void rollBack() throws SQLException;

  /** The rows of a new table that wait for a unique value. */
  Parked parked(String newTable);

  DeadLetters deadLetters();

  /** The books as this session sees them. */
  Ledger ledger();

  /** Another number than before says that what was committed since may be undone. */
  long epoch();

  /**
   * Called by another thread, again and again while the session's work takes long: ends a loader
   * that stands still and holds what this session waits for.
   */
  default void endRivals() throws SQLException {}

  @Override
  void close() throws SQLException;
}
