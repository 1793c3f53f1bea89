package dev.crossfade.extractor.debezium;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;

/** Debezium's task with our tap on its replication connection. */
final class TappedTask extends PostgresConnectorTask {

  private final long fromLsn;
  private final Runnable slotCheck;
  private final MessageTap tap;

  TappedTask(long fromLsn, Runnable slotCheck, MessageTap tap) {
    this.fromLsn = fromLsn;
    this.slotCheck = slotCheck;
    this.tap = tap;
  }

  @Override
  protected ReplicationConnection buildReplicationConnection(
      PostgresConnection jdbc, PostgresSchema schema, PostgresConnectorConfig config)
      throws SQLException {
    tap.describedBy(schema);
    return new TappedConnection(
        super.buildReplicationConnection(jdbc, schema, config), fromLsn, slotCheck, tap);
  }
}
