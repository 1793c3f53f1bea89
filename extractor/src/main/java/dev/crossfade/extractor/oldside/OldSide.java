package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Makes the old database ready to be read, and undoes it.
 *
 * <p>The publication has no column lists: with one, a later {@code REPLICA IDENTITY FULL} would
 * make the application's own updates fail.
 */
public final class OldSide {

  private static final String LOCK_TIMEOUT = "SET lock_timeout = '3s'";
  private static final Duration LETTING_GO_MAX = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private OldSide() {}

  /**
   * Makes our schema, the publication and the replica identities that the plan needs. Doing it
   * again changes nothing.
   *
   * @param connection in auto-commit mode, of the tables' owner, pinned
   * @throws OldSideRefusedException if the server cannot stream logical changes
   * @throws SQLException if a privilege is missing or a table stays locked for 3 s; what was done
   *     stays, and doing it again goes on from there
   */
  public static void prepare(Connection connection, MigrationPlan plan) throws SQLException {
    mustStream(connection);
    execute(connection, LOCK_TIMEOUT);
    SlotBookkeeping.createTables(connection);
    publish(connection, plan);
    for (OldTable table : plan.oldTables()) {
      for (TableId part : parts(connection, table.id())) {
        ReplicaIdentity.require(connection, plan.migration(), part, table.identity());
      }
    }
  }

  /**
   * Drops slot and publication, gives the replica identities back, and leaves nothing of ours
   * behind unless another migration uses it.
   *
   * @throws SQLException if the slot is in use for more than 5 s: stop the extractor first
   */
  public static void unprepare(Connection connection, MigrationPlan plan) throws SQLException {
    execute(connection, LOCK_TIMEOUT);
    String slot = plan.topics().slot();
    if (isThereAndLetGo(connection, slot)) {
      execute(connection, "SELECT pg_drop_replication_slot('" + slot + "')");
    }
    execute(connection, "DROP PUBLICATION IF EXISTS " + plan.topics().publication());
    SlotBookkeeping.createTables(connection);
    ReplicaIdentity.restoreAll(connection, plan.migration());
    execute(connection, "DELETE FROM crossfade.slot WHERE name = '" + slot + "'");
    SlotBookkeeping.dropTablesUnlessUsed(connection);
  }

  /** The server notices only after a moment that the slot's reader has left. */
  private static boolean isThereAndLetGo(Connection connection, String slot) throws SQLException {
    long deadlineNanos = System.nanoTime() + LETTING_GO_MAX.toNanos();
    Optional<Slot> found = Slot.read(connection, slot);
    while (found.isPresent() && found.get().active() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      found = Slot.read(connection, slot);
    }
    return found.isPresent();
  }

  private static void mustStream(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW wal_level")) {
      row.next();
      if (!row.getString(1).equals("logical")) {
        throw new OldSideRefusedException(
            "the old server has wal_level = "
                + row.getString(1)
                + ": set wal_level = logical and restart it");
      }
    }
  }

  private static void publish(Connection connection, MigrationPlan plan) throws SQLException {
    String name = plan.topics().publication();
    String tables =
        plan.oldTables().stream().map(t -> t.id().quoted()).collect(Collectors.joining(", "));
    try (PreparedStatement exists =
        connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
      exists.setString(1, name);
      try (ResultSet row = exists.executeQuery()) {
        if (row.next()) {
          execute(connection, "ALTER PUBLICATION " + name + " SET TABLE " + tables);
          return;
        }
      }
    }
    String options = "publish = 'insert, update, delete, truncate', publish_via_partition_root";
    if (connection.getMetaData().getDatabaseMajorVersion() >= 18) {
      // Else an update of a table with a stored generated column fails under full identity.
      options += ", publish_generated_columns = stored";
    }
    execute(
        connection,
        "CREATE PUBLICATION " + name + " FOR TABLE " + tables + " WITH (" + options + ")");
  }

  /** The table, and every partition of it at every level. */
  static List<TableId> parts(Connection connection, TableId table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT n.nspname, c.relname FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ?::regclass"
                + " OR c.oid IN (SELECT relid FROM pg_partition_tree(?::regclass))"
                + " ORDER BY c.oid")) {
      statement.setString(1, table.quoted());
      statement.setString(2, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        List<TableId> parts = new java.util.ArrayList<>();
        while (rows.next()) {
          parts.add(new TableId(rows.getString(1), rows.getString(2)));
        }
        return parts;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
