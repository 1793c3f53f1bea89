package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import java.sql.Connection;
import java.sql.SQLException;

/** One batch, one transaction: the offsets move, the rows are written, or neither. */
final class Transaction {

  private final Applied applied;
  private final Arrivals arrivals;

  Transaction(MigrationPlan plan) {
    this.applied = new Applied(plan.generation());
    this.arrivals = new Arrivals(plan.generation());
  }

  /**
   * Writes all of the batch or nothing.
   *
   * @throws StaleLoaderException if the new database stands elsewhere; no row was touched
   * @throws SQLException if the new database refuses for no row's fault
   */
  Tally write(LoadSession session, TopicWriter writer, Batch batch) throws SQLException {
    Connection connection = session.connection();
    writer.before(session, batch);
    connection.setAutoCommit(false);
    try {
      applied.advance(connection, batch); // first: a stale loader fails before it touches a row
      if (batch.isReliedOn()) {
        session.execute("SET LOCAL synchronous_commit = on"); // and all that committed before it
      }
      Tally tally = writer.apply(session, batch);
      arrivals.record(connection, batch.topic(), batch.arrivals());
      connection.commit();
      connection.setAutoCommit(true);
      writer.committed(tally);
      return tally;
    } catch (SQLException | RuntimeException failure) {
      writer.forget();
      rollBack(connection, failure);
      throw failure;
    }
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException rollbackFailure) {
      failure.addSuppressed(rollbackFailure);
    }
  }
}
