package dev.crossfade.loader;

import java.sql.SQLException;

/** One batch, one transaction: the offsets move, the rows are written, or neither. */
final class Transaction {

  private Transaction() {}

  /**
   * Writes all of the batch or nothing.
   *
   * @throws StaleLoaderException if the new database stands elsewhere; no row was touched
   * @throws SQLException if the new database refuses for no row's fault
   */
  static Tally write(LoadSession session, TopicWriter writer, Batch batch) throws SQLException {
    writer.before(session, batch);
    try {
      session.begin(batch); // first: a stale loader fails before it touches a row
      Tally tally = writer.apply(session, batch);
      session.commit(batch);
      writer.committed(tally);
      return tally;
    } catch (SQLException | RuntimeException failure) {
      writer.forget();
      rollBack(session, failure);
      throw failure;
    }
  }

  private static void rollBack(LoadSession session, Exception failure) {
    try {
      session.rollBack();
    } catch (SQLException rollbackFailure) {
      failure.addSuppressed(rollbackFailure);
    }
  }
}
