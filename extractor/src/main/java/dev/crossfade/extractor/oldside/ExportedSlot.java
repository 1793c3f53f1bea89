package dev.crossfade.extractor.oldside;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A replication slot made just now, with the snapshot that the old database had at its first
 * position. The snapshot can be imported until this is closed; the slot stays.
 */
public final class ExportedSlot implements AutoCloseable {

  private final Connection connection;
  private final long lsn;
  private final String snapshot;

  private ExportedSlot(Connection connection, long lsn, String snapshot) {
    this.connection = connection;
    this.lsn = lsn;
    this.snapshot = snapshot;
  }

  /** Makes the slot; waits for every transaction that is open in the old database to end. */
  public static ExportedSlot create(PostgresUrl url, String slot) throws SQLException {
    Connection connection =
        url.with("replication", "database")
            .with("preferQueryMode", "simple")
            .with("assumeMinServerVersion", "14")
            .connect();
    try (Statement statement = connection.createStatement()) {
      // The exported snapshot dies with this session's transaction: nothing may end it for us.
      statement.execute("SET idle_in_transaction_session_timeout = 0");
      statement.execute("SET statement_timeout = 0");
      statement.execute("SET idle_session_timeout = 0");
      try (ResultSet made =
          statement.executeQuery(
              "CREATE_REPLICATION_SLOT " + slot + " LOGICAL pgoutput EXPORT_SNAPSHOT")) {
        made.next();
        return new ExportedSlot(
            connection,
            Lsn.parse(made.getString("consistent_point")),
            made.getString("snapshot_name"));
      }
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** Where the slot begins. */
  public long lsn() {
    return lsn;
  }

  /** The snapshot's name, for {@code SET TRANSACTION SNAPSHOT}. */
  public String snapshot() {
    return snapshot;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException alreadyGone) {
      // closed is closed
    }
  }
}
