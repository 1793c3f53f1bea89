package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The lanes of all topics: several for a new table if the settings say so, one for the dead. */
final class Lanes {

  private static final long NUDGE_NANOS = 100_000_000L;

  private final Map<String, List<Lane>> byTopic = new LinkedHashMap<>();
  private final Consumer<Lane> handOut;
  private final long laneBytesMax;
  private long nudgedAt = System.nanoTime();

  /** {@code handOut} is given lanes that have work and no worker. */
  Lanes(MigrationPlan plan, LoaderSettings settings, Consumer<Lane> handOut) {
    this.handOut = handOut;
    long parkedForMicros = settings.parkedFor().toNanos() / 1000;
    int lanesPerTable = Math.min(settings.lanesPerTable(), plan.partitions());
    for (NewTable table : plan.newTables()) {
      String topic = plan.topics().newTable(plan.generation(), table.id());
      List<Lane> lanes = new ArrayList<>();
      for (int i = 0; i < lanesPerTable; i++) {
        lanes.add(lane(settings, plan, table, topic, parkedForMicros));
      }
      byTopic.put(topic, lanes);
    }
    String dead = plan.topics().dead();
    byTopic.put(dead, List.of(new Lane(dead, new DeadTopicWriter(plan.generation()))));
    long lanes = byTopic.values().stream().mapToLong(List::size).sum();
    // A few tables are busy at a time; however many there are, each may hold one batch.
    this.laneBytesMax = Math.max(1 << 20, settings.queueBytesMax() / Math.min(lanes, 4));
  }

  private static Lane lane(
      LoaderSettings settings,
      MigrationPlan plan,
      NewTable table,
      String topic,
      long parkedForMicros) {
    TableLane lane = settings.newDatabase().lane(plan, table);
    return new Lane(topic, new TableWriter(lane, plan, table, parkedForMicros));
  }

  private Lane lane(TopicPartition partition) {
    List<Lane> lanes = java.util.Objects.requireNonNull(byTopic.get(partition.topic()));
    return lanes.get(partition.partition() % lanes.size());
  }

  void own(TopicPartition partition, long from) {
    lane(partition).own(partition.partition(), from);
  }

  void disown(Collection<TopicPartition> partitions, long waitMillis) {
    Map<Lane, List<Integer>> byLane =
        partitions.stream()
            .collect(
                Collectors.groupingBy(
                    this::lane,
                    Collectors.mapping(TopicPartition::partition, Collectors.toList())));
    byLane.forEach(
        (lane, parts) -> {
          try {
            lane.disown(parts, waitMillis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  void offer(TopicPartition partition, Chunk chunk) {
    Lane lane = lane(partition);
    if (lane.offer(chunk)) {
      handOut.accept(lane);
    }
  }

  /** Has parked rows tried again where nothing arrives, ten times a second. */
  void nudge() {
    long now = System.nanoTime();
    if (now - nudgedAt < NUDGE_NANOS) {
      return;
    }
    nudgedAt = now;
    byTopic.values().stream().flatMap(List::stream).filter(Lane::nudge).forEach(handOut);
  }

  boolean isFull(TopicPartition partition) {
    return lane(partition).queuedBytes() > laneBytesMax;
  }

  boolean hasRoom(TopicPartition partition) {
    return lane(partition).queuedBytes() < laneBytesMax / 2;
  }

  /** Records that wait in memory, by topic. */
  Map<String, Long> queuedRecords() {
    Map<String, Long> queued = new HashMap<>();
    byTopic.forEach(
        (topic, lanes) -> queued.put(topic, lanes.stream().mapToLong(Lane::queuedRecords).sum()));
    return queued;
  }
}
