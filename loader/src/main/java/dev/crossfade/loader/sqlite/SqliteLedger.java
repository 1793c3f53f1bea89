package dev.crossfade.loader.sqlite;

import dev.crossfade.loader.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The books in the file. */
final class SqliteLedger implements Ledger {

  private static final String POSITION =
      "SELECT next_offset, open FROM crossfade_applied"
          + " WHERE generation = ? AND topic = ? AND part = ?";

  private static final String TOPICS =
      "SELECT DISTINCT topic, cluster_id, topic_id FROM crossfade_applied"
          + " WHERE generation = ? AND topic_id IS NOT NULL";

  private static final String REMEMBER =
      "UPDATE crossfade_applied SET cluster_id = ?, topic_id = ?"
          + " WHERE generation = ? AND topic = ? AND topic_id IS NULL";

  private static final String NEWEST =
      "SELECT count(*), min(newest) FROM (SELECT max(emitted_at_micros) AS newest"
          + " FROM crossfade_markers WHERE generation = ? AND topic = ?"
          + " GROUP BY part, feeder_topic, feeder_part) each";

  private static final String ARRIVED =
      "SELECT topic, count(*) FROM crossfade_markers WHERE generation = ? AND marker_id = ?"
          + " GROUP BY topic";

  private static final String DEAD = "SELECT count(*) FROM crossfade_dead WHERE generation = ?";

  private static final String PARKED = "SELECT count(*) FROM crossfade_parked WHERE generation = ?";

  private static final String DEAD_BY_TABLE =
      "SELECT coalesce(new_table, ''), count(*) FROM crossfade_dead"
          + " WHERE generation = ? AND waived_at IS NULL GROUP BY 1";

  private static final String PARKED_BY_TABLE =
      "SELECT new_table, count(*) FROM crossfade_parked WHERE generation = ? GROUP BY 1";

  private final Connection connection;

  SqliteLedger(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<Position> position(int generation, String topic, int partition)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(POSITION)) {
      statement.setInt(1, generation);
      statement.setString(2, topic);
      statement.setInt(3, partition);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Position(row.getLong(1), row.getBoolean(2)))
            : Optional.empty();
      }
    }
  }

  @Override
  public Map<String, Topic> topics(int generation) throws SQLException {
    Map<String, Topic> topics = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(TOPICS)) {
      statement.setInt(1, generation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          topics.put(rows.getString(1), new Topic(rows.getString(2), rows.getString(3)));
        }
      }
    }
    return topics;
  }

  @Override
  public void remember(int generation, Map<String, Topic> topics) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
      for (Map.Entry<String, Topic> topic : topics.entrySet()) {
        statement.setString(1, topic.getValue().clusterId());
        statement.setString(2, topic.getValue().topicId());
        statement.setInt(3, generation);
        statement.setString(4, topic.getKey());
        statement.executeUpdate();
      }
    }
  }

  @Override
  public OptionalLong oldestNewestMarker(int generation, String topic, long feeders)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
      statement.setInt(1, generation);
      statement.setString(2, topic);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) >= feeders ? OptionalLong.of(row.getLong(2)) : OptionalLong.empty();
      }
    }
  }

  @Override
  public Map<String, Long> arrivals(int generation, String markerId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ARRIVED)) {
      statement.setInt(1, generation);
      statement.setString(2, markerId);
      return counts(statement);
    }
  }

  @Override
  public long dead(int generation) throws SQLException {
    return count(DEAD, generation);
  }

  @Override
  public long parked(int generation) throws SQLException {
    return count(PARKED, generation);
  }

  @Override
  public Map<String, Long> deadByTable(int generation) throws SQLException {
    return counts(DEAD_BY_TABLE, generation);
  }

  @Override
  public Map<String, Long> parkedByTable(int generation) throws SQLException {
    return counts(PARKED_BY_TABLE, generation);
  }

  private long count(String sql, int generation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, generation);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private Map<String, Long> counts(String sql, int generation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, generation);
      return counts(statement);
    }
  }

  private static Map<String, Long> counts(PreparedStatement statement) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
