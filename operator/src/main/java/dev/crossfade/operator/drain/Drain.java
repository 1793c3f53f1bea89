package dev.crossfade.operator.drain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.Drained;
import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.reach.Primary;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends markers through the whole migration and waits for them.
 *
 * <p>Drained is proved by the marker's arrival from every partition, never inferred from offsets.
 */
public final class Drain {

  private static final long LOOK_EVERY_MILLIS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PostgresUrl oldUrl;
  private final NewDatabase newDatabase;
  private final MigrationPlan plan;

  public Drain(PostgresUrl oldUrl, NewDatabase newDatabase, MigrationPlan plan) {
    this.oldUrl = oldUrl;
    this.newDatabase = newDatabase;
    this.plan = plan;
  }

  /**
   * Emits a marker in the old log and waits until the new database holds everything that was
   * committed before it.
   *
   * <p>Waits for the extractor's slot first: a marker from before it stands in nobody's log and
   * would never come.
   *
   * @param kind DRAIN or VERIFY
   * @return what is still missing when {@code max} is over; {@link Drained#isDrained} otherwise
   * @throws OperatorFailure if the old database is a replica by now
   */
  public Drained await(Marker.Kind kind, Duration max) throws InterruptedException, SQLException {
    String id = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID();
    long deadline = System.nanoTime() + max.toNanos();
    if (!emit(id, kind, deadline)) {
      return new Drained(false, 0, List.of("no marker sent: " + noSlot()));
    }
    try (Ledger ledger = newDatabase.ledger()) {
      Drained now = Drained.query(ledger, plan, id);
      while (!now.isDrained() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        now = Drained.query(ledger, plan, id);
      }
      return now;
    }
  }

  /**
   * Drains, or says what is in the way.
   *
   * @throws OperatorFailure if the marker has not come from everywhere within {@code max}
   */
  public void require(Duration max) throws InterruptedException, SQLException {
    Drained drained = await(Marker.Kind.DRAIN, max);
    if (!drained.isDrained()) {
      throw OperatorFailure.refused(
          "not drained within " + max.toSeconds() + " s: " + hindrance(drained),
          "see crossfade status: all three services have to run");
    }
  }

  /** What keeps a drain from ending, in one line. */
  public static String hindrance(Drained drained) {
    List<String> reasons = new ArrayList<>();
    if (drained.parked() > 0) {
      reasons.add(drained.parked() + " rows are parked");
    }
    if (!drained.missing().isEmpty()) {
      reasons.add("markers not yet come: " + String.join(", ", drained.missing()));
    }
    return String.join("; ", reasons);
  }

  private String noSlot() {
    return "the extractor has not made replication slot " + plan.topics().slot() + " yet";
  }

  /**
   * Waits until the slot's log has begun, then emits. A transactional message: without a
   * transaction it is not flushed on an idle server.
   *
   * @return whether the slot was there in time
   */
  private boolean emit(String id, Marker.Kind kind, long deadline)
      throws SQLException, InterruptedException {
    try (Connection connection = oldUrl.connect();
        PreparedStatement emit =
            connection.prepareStatement("SELECT pg_catalog.pg_logical_emit_message(true, ?, ?)")) {
      Primary.mustBeAt(oldUrl, connection);
      while (!slotReads(connection)) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
      emit.setString(1, plan.topics().messagePrefix());
      emit.setString(
          2, json(Map.of("id", id, "kind", kind.name(), "emittedAt", nowMicros(connection))));
      emit.execute();
      return true;
    }
  }

  /** Whether a transaction that begins now is one that the slot's reader sees. */
  private boolean slotReads(Connection connection) throws SQLException {
    try (PreparedStatement asked =
        connection.prepareStatement(
            "SELECT 1 FROM pg_catalog.pg_replication_slots"
                + " WHERE slot_name = ? AND confirmed_flush_lsn IS NOT NULL")) {
      asked.setString(1, plan.topics().slot());
      try (ResultSet row = asked.executeQuery()) {
        return row.next();
      }
    }
  }

  /** By the old database's clock. */
  private static long nowMicros(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (EXTRACT(EPOCH FROM pg_catalog.clock_timestamp()) * 1000000)::bigint")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String json(Map<String, Object> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a marker that is no JSON", impossible);
    }
  }
}
