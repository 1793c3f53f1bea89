package dev.crossfade.loader;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the new database remembers of a migration. Used by one thread. */
public interface Ledger extends AutoCloseable {

  /** The next offset to read, and whether anyone may still go on. */
  record Position(long nextOffset, boolean open) {}

  /** What Kafka called a topic when it was first read. */
  record Topic(String clusterId, String topicId) {}

  /** Where a partition stands; empty if there is no such partition. */
  Optional<Position> position(int generation, String topic, int partition) throws SQLException;

  /** The topics that are remembered, by name. */
  Map<String, Topic> topics(int generation) throws SQLException;

  /** Remembers topics that are not yet. */
  void remember(int generation, Map<String, Topic> topics) throws SQLException;

  /**
   * When the oldest of the newest markers of all feeders of a topic was emitted, in microseconds
   * since 1970 by the old database's clock.
   *
   * @param feeders how many there are, over all partitions; empty while one has sent none
   */
  OptionalLong oldestNewestMarker(int generation, String topic, long feeders) throws SQLException;

  /** From how many feeders a marker has come, by topic. */
  Map<String, Long> arrivals(int generation, String markerId) throws SQLException;

  /** Dead letters, waived ones too. */
  long dead(int generation) throws SQLException;

  long parked(int generation) throws SQLException;

  /**
   * Dead letters that are not waived, by quoted new table; what concerns none by the empty name.
   */
  Map<String, Long> deadByTable(int generation) throws SQLException;

  Map<String, Long> parkedByTable(int generation) throws SQLException;

  @Override
  void close() throws SQLException;
}
