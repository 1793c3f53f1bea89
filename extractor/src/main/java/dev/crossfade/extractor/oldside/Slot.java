package dev.crossfade.extractor.oldside;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The migration's replication slot as the old server has it.
 *
 * @param confirmedLsn up to where the old server need not send again
 * @param retainedBytes how much of the log it keeps for the slot
 * @param currentLsn where the old server writes now
 * @param lost whether the server has thrown away what the slot needs
 */
public record Slot(
    String name,
    boolean active,
    long confirmedLsn,
    long retainedBytes,
    long currentLsn,
    boolean lost) {

  private static final String QUERY =
      """
      SELECT s.active, s.confirmed_flush_lsn::text, pg_current_wal_lsn()::text,
             coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0)::bigint,
             coalesce(s.wal_status = 'lost', false), s.plugin, s.database = current_database()
      FROM pg_replication_slots s WHERE s.slot_name = ?
      """;

  /**
   * Asks the server.
   *
   * @return empty if there is no such slot
   * @throws OldSideRefusedException if the slot of that name is not ours
   */
  public static Optional<Slot> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (!"pgoutput".equals(row.getString(6)) || !row.getBoolean(7)) {
          throw new OldSideRefusedException(
              "replication slot "
                  + name
                  + " exists for another plugin or database: drop it, or rename the migration");
        }
        String confirmed = row.getString(2);
        return Optional.of(
            new Slot(
                name,
                row.getBoolean(1),
                confirmed == null ? 0 : Lsn.parse(confirmed),
                row.getLong(4),
                Lsn.parse(row.getString(3)),
                row.getBoolean(5)));
      }
    }
  }

  /** How far the old server has written beyond a position, in bytes; not below 0. */
  public long lagBytes(long position) {
    return Math.max(0, currentLsn - position);
  }
}
