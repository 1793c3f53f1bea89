package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Up to which moment, by the old database's clock, a new table is applied. */
final class Heartbeats {

  private Heartbeats() {}

  /** In microseconds since 1970; empty while a feeder has sent no marker. */
  static OptionalLong appliedUpTo(Ledger ledger, MigrationPlan plan, NewTable table)
      throws SQLException {
    long feeders = (long) plan.partitions() * plan.partitions() * table.feeders().size();
    String topic = plan.topics().newTable(plan.generation(), table.id());
    return ledger.oldestNewestMarker(plan.generation(), topic, feeders);
  }
}
