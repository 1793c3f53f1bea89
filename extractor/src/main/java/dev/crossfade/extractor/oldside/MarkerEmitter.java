package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.TopicNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes markers into the old log. */
public final class MarkerEmitter {

  // Transactional: a non-transactional message waits, unflushed, for other writers' commits.
  private static final String EMIT =
      "SELECT pg_logical_emit_message(true, ?, json_build_object('id', ?::text, 'kind', ?::text,"
          + " 'emittedAt', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)::text)";

  private MarkerEmitter() {}

  /** Emits one, in a transaction of its own. */
  public static void emit(Connection connection, TopicNames names, String id, Marker.Kind kind)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EMIT)) {
      statement.setString(1, names.messagePrefix());
      statement.setString(2, id);
      statement.setString(3, kind.name());
      statement.execute();
    }
  }
}
