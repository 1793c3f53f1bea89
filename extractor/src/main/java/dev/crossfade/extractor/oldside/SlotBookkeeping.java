package dev.crossfade.extractor.oldside;

import dev.crossfade.extractor.topics.Position;
import dev.crossfade.schemas.TopicNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What the old database remembers beside the slot, so that a log, a slot or a Kafka that is not the
 * one we began with is refused.
 */
public final class SlotBookkeeping {

  static final String SCHEMA = "crossfade";

  private static final String DDL =
      """
      CREATE SCHEMA IF NOT EXISTS crossfade;
      CREATE TABLE IF NOT EXISTS crossfade.slot (
        name text PRIMARY KEY,
        system_identifier text NOT NULL,
        timeline int NOT NULL,
        begins_at pg_lsn NOT NULL,
        kafka_cluster text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE TABLE IF NOT EXISTS crossfade.replica_identity (
        migration text NOT NULL,
        table_name text NOT NULL,
        before "char" NOT NULL,
        index_name text,
        PRIMARY KEY (migration, table_name));
      """;

  private static final String DROP_UNLESS_USED =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM crossfade.slot)
            AND NOT EXISTS (SELECT FROM crossfade.replica_identity) THEN
          DROP TABLE crossfade.slot, crossfade.replica_identity;
          IF NOT EXISTS (SELECT FROM pg_catalog.pg_class
              WHERE relnamespace = 'crossfade'::regnamespace) THEN
            DROP SCHEMA crossfade;
          END IF;
        END IF;
      END $$
      """;

  private static final String RECOVER =
      ": changes may be missing. Start over: crossfade unprepare, then prepare";

  private final Connection connection;
  private final String slot;

  public SlotBookkeeping(Connection connection, TopicNames names) {
    this.connection = connection;
    this.slot = names.slot();
  }

  /** Makes our tables in the old database, unless they are there. */
  public static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(DDL);
    }
  }

  /** Takes our tables away again, and their schema, unless something else is in them. */
  static void dropTablesUnlessUsed(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(DROP_UNLESS_USED);
    }
  }

  /** Notes the slot that was just made. */
  public void remember(ServerIdentity server, long beginsAt, String kafkaCluster)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade.slot (name, system_identifier, timeline, begins_at,"
                + " kafka_cluster) VALUES (?, ?, ?, ?::pg_lsn, ?) ON CONFLICT (name) DO UPDATE SET"
                + " system_identifier = excluded.system_identifier, timeline = excluded.timeline,"
                + " begins_at = excluded.begins_at, kafka_cluster = excluded.kafka_cluster,"
                + " made_at = clock_timestamp()")) {
      statement.setString(1, slot);
      statement.setString(2, server.systemIdentifier());
      statement.setInt(3, server.timeline());
      statement.setString(4, Lsn.text(beginsAt));
      statement.setString(5, kafkaCluster);
      statement.executeUpdate();
    }
  }

  /**
   * Holds what is there against what was remembered.
   *
   * @param position how far Kafka is
   * @param found the slot now
   * @throws OldSideRefusedException with what differs and how to recover
   */
  public void mustFit(
      ServerIdentity server, Position position, Optional<Slot> found, String kafkaCluster)
      throws SQLException {
    if (found.isEmpty()) {
      throw new OldSideRefusedException("replication slot " + slot + " was dropped" + RECOVER);
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT system_identifier, timeline, kafka_cluster FROM crossfade.slot"
                + " WHERE name = ?")) {
      statement.setString(1, slot);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new OldSideRefusedException(
              "the old database remembers no replication slot " + slot + RECOVER);
        }
        if (!server.systemIdentifier().equals(row.getString(1))) {
          throw new OldSideRefusedException(
              "the old database is another cluster than the one the migration began on" + RECOVER);
        }
        if (server.timeline() != row.getInt(2)) {
          throw new OldSideRefusedException(
              "the old database was restored or promoted (timeline "
                  + row.getInt(2)
                  + ", now "
                  + server.timeline()
                  + ")"
                  + RECOVER);
        }
        if (!kafkaCluster.equals(row.getString(3))) {
          throw new OldSideRefusedException(
              "the replication slot belongs to another Kafka cluster" + RECOVER);
        }
      }
    }
    Slot now = found.get();
    if (now.lost()) {
      throw new OldSideRefusedException(
          "the old server has thrown away log that replication slot " + slot + " needs" + RECOVER);
    }
    if (now.confirmedLsn() > position.lsn()) {
      throw new OldSideRefusedException(
          "replication slot "
              + slot
              + " was moved or made again: it stands at "
              + Lsn.text(now.confirmedLsn())
              + ", Kafka holds the changes up to "
              + Lsn.text(position.lsn())
              + RECOVER);
    }
  }
}
