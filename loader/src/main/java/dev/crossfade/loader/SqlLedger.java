package dev.crossfade.loader;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The books as tables that a JDBC connection reaches. */
public final class SqlLedger implements Ledger {

  private final Connection connection;
  private final String books;

  /**
   * A ledger that closes its connection.
   *
   * @param books what the names of its tables begin with: {@code crossfade.} or {@code crossfade_}
   */
  public SqlLedger(Connection connection, String books) {
    this.connection = connection;
    this.books = books;
  }

  @Override
  public Optional<Position> position(int generation, String topic, int partition)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT next_offset, open FROM "
                + books
                + "applied WHERE generation = ? AND topic = ? AND part = ?")) {
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
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT DISTINCT topic, cluster_id, topic_id FROM "
                + books
                + "applied WHERE generation = ? AND topic_id IS NOT NULL")) {
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
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE "
                + books
                + "applied SET cluster_id = ?, topic_id = ?"
                + " WHERE generation = ? AND topic = ? AND topic_id IS NULL")) {
      for (Map.Entry<String, Topic> topic : topics.entrySet()) {
        statement.setString(1, topic.getValue().clusterId());
        statement.setString(2, topic.getValue().topicId());
        statement.setInt(3, generation);
        statement.setString(4, topic.getKey());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public OptionalLong oldestNewestMarker(int generation, String topic, long feeders)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*), min(newest) FROM (SELECT max(emitted_at_micros) AS newest FROM "
                + books
                + "markers WHERE generation = ? AND topic = ?"
                + " GROUP BY part, feeder_topic, feeder_part) each")) {
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
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT topic, count(*) FROM "
                + books
                + "markers WHERE generation = ? AND marker_id = ? GROUP BY topic")) {
      statement.setInt(1, generation);
      statement.setString(2, markerId);
      return counts(statement);
    }
  }

  @Override
  public long dead(int generation) throws SQLException {
    return count("SELECT count(*) FROM " + books + "dead WHERE generation = ?", generation);
  }

  @Override
  public long parked(int generation) throws SQLException {
    return count("SELECT count(*) FROM " + books + "parked WHERE generation = ?", generation);
  }

  @Override
  public Map<String, Long> deadByTable(int generation) throws SQLException {
    return counts(
        "SELECT coalesce(new_table, ''), count(*) FROM "
            + books
            + "dead WHERE generation = ? AND waived_at IS NULL GROUP BY 1",
        generation);
  }

  @Override
  public Map<String, Long> parkedByTable(int generation) throws SQLException {
    return counts(
        "SELECT new_table, count(*) FROM " + books + "parked WHERE generation = ? GROUP BY 1",
        generation);
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
