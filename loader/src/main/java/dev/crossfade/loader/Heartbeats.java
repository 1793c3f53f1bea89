package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Up to which moment, by the old database's clock, a new table is applied. */
final class Heartbeats {

  private static final String READ =
      "SELECT count(*), min(newest) FROM (SELECT max(emitted_at_micros) AS newest"
          + " FROM crossfade.markers WHERE generation = ? AND topic = ?"
          + " GROUP BY part, feeder_topic, feeder_part) each";

  private Heartbeats() {}

  /**
   * When the oldest of the newest markers of all feeders was emitted, in microseconds since 1970:
   * what was committed before is applied. Empty while a feeder has sent none.
   */
  static OptionalLong appliedUpTo(Connection connection, MigrationPlan plan, NewTable table)
      throws SQLException {
    long feeders = (long) plan.partitions() * plan.partitions() * table.feeders().size();
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setInt(1, plan.generation());
      statement.setString(2, plan.topics().newTable(plan.generation(), table.id()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) >= feeders ? OptionalLong.of(row.getLong(2)) : OptionalLong.empty();
      }
    }
  }
}
