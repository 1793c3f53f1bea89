package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Batch;
import dev.crossfade.schemas.Marker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Notes which markers have come, in the transaction of the rows before them: {@code
 * crossfade.markers}.
 */
final class Arrivals {

  private static final String RECORD =
      "INSERT INTO crossfade.markers AS m (generation, topic, part, feeder_topic, feeder_part, slot,"
          + " marker_id, kind, position, emitted_at_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (generation, topic, part, feeder_topic, feeder_part, slot) DO UPDATE SET"
          + " marker_id = EXCLUDED.marker_id, position = EXCLUDED.position,"
          + " emitted_at_micros = EXCLUDED.emitted_at_micros, arrived = pg_catalog.clock_timestamp()"
          + " WHERE m.emitted_at_micros <= EXCLUDED.emitted_at_micros";

  private final int generation;

  Arrivals(int generation) {
    this.generation = generation;
  }

  void record(Connection connection, String topic, Collection<Batch.Arrival> arrivals)
      throws SQLException {
    if (arrivals.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
      for (Batch.Arrival arrival : arrivals) {
        Marker marker = arrival.marker();
        statement.setInt(1, generation);
        statement.setString(2, topic);
        statement.setInt(3, arrival.partition());
        statement.setString(4, marker.feederTopic());
        statement.setInt(5, marker.feederPartition());
        statement.setString(6, Batch.slot(marker));
        statement.setString(7, marker.id());
        statement.setString(8, marker.kind().name());
        statement.setLong(9, marker.position());
        statement.setLong(10, marker.emittedAtMicros());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
