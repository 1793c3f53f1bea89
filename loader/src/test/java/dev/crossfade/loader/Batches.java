package dev.crossfade.loader;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RecordHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Records of our own making, partitioned as Kafka would, in batches as the intake would cut them.
 */
final class Batches {

  private final MigrationPlan plan;
  private final Records records;
  private final Map<String, Long> ends = new HashMap<>();
  private int markers;

  Batches(MigrationPlan plan) {
    this.plan = plan;
    this.records = new Records(plan);
  }

  Sent put(String table, @Nullable Object... values) {
    byte[] row = records.row(table, values);
    return new Sent(table, records.key(table, row), row, false, System.currentTimeMillis());
  }

  Sent putSnapshot(String table, @Nullable Object... values) {
    byte[] row = records.row(table, values);
    return new Sent(table, records.key(table, row), row, true, System.currentTimeMillis());
  }

  Sent delete(String table, @Nullable Object... values) {
    byte[] key = records.key(table, records.row(table, values));
    return new Sent(table, key, null, false, System.currentTimeMillis());
  }

  /** The next batch of a table: its records, by partition, where the partitions ended before. */
  Batch batch(Sent... sent) {
    String topic = records.topic(sent[0].table());
    Map<Integer, List<ConsumerRecord<byte[], byte[]>>> byPartition = new TreeMap<>();
    for (Sent each : sent) {
      byPartition
          .computeIfAbsent(each.partition(plan.partitions()), p -> new ArrayList<>())
          .add(consumed(topic, each));
    }
    List<Chunk> chunks = new ArrayList<>();
    byPartition.forEach((partition, list) -> chunks.add(chunk(topic, partition, list)));
    return new Batch(topic, chunks);
  }

  /** A batch without records over all partitions, as an idle loader writes for its parked rows. */
  Batch idle(String table) {
    String topic = records.topic(table);
    List<Chunk> chunks = new ArrayList<>();
    for (int partition = 0; partition < plan.partitions(); partition++) {
      chunks.add(chunk(topic, partition, List.of()));
    }
    return new Batch(topic, chunks);
  }

  /** The same over the one partition of a record, which itself is not in it. */
  Batch batchOfNothing(String table, Sent like) {
    String topic = records.topic(table);
    return new Batch(topic, List.of(chunk(topic, like.partition(plan.partitions()), List.of())));
  }

  /** A heartbeat from every feeder in every partition of a table. */
  Batch heartbeat(String table, long emittedAtMicros) {
    String topic = records.topic(table);
    Marker marker =
        new Marker("h" + ++markers, Marker.Kind.HEARTBEAT, markers, emittedAtMicros, "", 0);
    List<Chunk> chunks = new ArrayList<>();
    for (int partition = 0; partition < plan.partitions(); partition++) {
      List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>();
      for (int from = 0; from < plan.partitions(); from++) {
        Marker passed = marker.from(records.table(table).feeders().get(0), from);
        list.add(new ConsumerRecord<>(topic, partition, 0, passed.key(), passed.value()));
      }
      chunks.add(chunk(topic, partition, list));
    }
    return new Batch(topic, chunks);
  }

  private Chunk chunk(String topic, int partition, List<ConsumerRecord<byte[], byte[]>> list) {
    long from = ends.getOrDefault(topic + partition, 0L);
    long to = list.isEmpty() ? from : from + list.size() + 1; // as after a transaction marker
    ends.put(topic + partition, to);
    return Chunk.of(partition, from, to, list);
  }

  private ConsumerRecord<byte[], byte[]> consumed(String topic, Sent sent) {
    org.apache.kafka.common.header.internals.RecordHeaders headers =
        new org.apache.kafka.common.header.internals.RecordHeaders();
    if (sent.snapshot()) {
      headers.add(RecordHeaders.SNAPSHOT, new byte[0]);
    }
    return new ConsumerRecord<>(
        topic,
        sent.partition(plan.partitions()),
        0,
        sent.millis(),
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        headers,
        Optional.empty());
  }

  /** One record on its way. */
  record Sent(String table, byte[] key, byte @Nullable [] value, boolean snapshot, long millis) {

    int partition(int partitions) {
      return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    Sent at(long otherMillis) {
      return new Sent(table, key, value, snapshot, otherMillis);
    }
  }
}
