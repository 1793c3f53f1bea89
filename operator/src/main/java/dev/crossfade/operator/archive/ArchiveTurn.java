package dev.crossfade.operator.archive;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.process.HostName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The right to write a migration's archive, which one session of the database with the rows has at
 * a time, and the snapshot that is written under it. The server takes the right back when the
 * session ends, however it ends.
 *
 * <p>The snapshot is younger than the right: so one who writes later never writes what is older.
 */
final class ArchiveTurn implements AutoCloseable {

  private static final long LOCK = 0x63726f7373617263L;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int NAME_MAX = 63; // the server cuts what is longer

  private static final String TAKE = "SELECT pg_catalog.pg_try_advisory_lock(" + LOCK + ")";

  private static final String HOLDER =
      """
      SELECT a.application_name, pg_catalog.to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS "UTC"')
      FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND l.classid::bigint = %d AND l.objid::bigint = %d
      """
          .formatted(LOCK >>> 32, LOCK & 0xffffffffL);

  private final Connection session;

  private ArchiveTurn(Connection session) {
    this.session = session;
  }

  /**
   * Waits until no other session writes the archive.
   *
   * @param held the database with the rows
   * @throws OperatorFailure if another still does after {@code max}, with its name
   */
  static ArchiveTurn take(PostgresUrl held, Path file, Duration max)
      throws SQLException, InterruptedException {
    Connection session = Session.open(held.with("ApplicationName", name()));
    try {
      Session.unlimit(session);
      long deadline = System.nanoTime() + max.toNanos();
      while (!isTaken(session)) {
        if (System.nanoTime() > deadline) {
          throw inTheWay(session, file);
        }
        Thread.sleep(LOOK_EVERY.toMillis());
      }
      session.setAutoCommit(false);
      session.setReadOnly(true);
      session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new ArchiveTurn(session);
    } catch (SQLException | InterruptedException | RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  /** The session of the snapshot: it is taken by the first statement. */
  Connection snapshot() {
    return session;
  }

  private static boolean isTaken(Connection session) throws SQLException {
    try (Statement sql = session.createStatement();
        ResultSet taken = sql.executeQuery(TAKE)) {
      return taken.next() && taken.getBoolean(1);
    }
  }

  private static OperatorFailure inTheWay(Connection session, Path file) throws SQLException {
    try (Statement sql = session.createStatement();
        ResultSet holder = sql.executeQuery(HOLDER)) {
      String who =
          holder.next()
              ? holder.getString(1) + ", connected since " + holder.getString(2)
              : "another session";
      return OperatorFailure.refused(
          "the archive " + file + " is still being written by " + who,
          "try again when it is done; if it does not go on, end that process");
    }
  }

  /** Whom another reads of who waits for this one; a process number alone says little. */
  private static String name() {
    String name =
        "crossfade archive, process " + ProcessHandle.current().pid() + " on " + HostName.local();
    return name.substring(0, Math.min(name.length(), NAME_MAX));
  }

  /** Lets the next one write. */
  @Override
  public void close() throws SQLException {
    session.close();
  }
}
