package dev.crossfade.loader;

import java.sql.SQLException;

/** One lane's way into one new table. Used by one thread at a time. */
public interface TableLane {

  /** Commits what the batch needs to be there before it, such as ids; before it begins. */
  void before(LoadSession session, Batch batch) throws SQLException;

  /**
   * The table, in the transaction of a session of the same database. Valid until that ends.
   *
   * @param session has begun
   */
  TableRows in(LoadSession session) throws SQLException;

  /** What is remembered may no longer hold. */
  void forget();
}
