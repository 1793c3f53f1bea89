package dev.crossfade.loader;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Marker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What goes into one transaction: rows of one topic, where they lead, and the markers among them.
 */
public final class Batch {

  /** From where to where a partition moves. */
  public record Advance(long from, long to) {}

  /** A marker and the partition it arrived in. */
  public record Arrival(int partition, Marker marker) {}

  private final String topic;
  private final SortedMap<Integer, Advance> advances = new TreeMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<Object, Arrival> arrivals = new LinkedHashMap<>();
  private boolean snapshotOnly = true;

  Batch(String topic, Collection<Chunk> chunks) {
    this.topic = topic;
    for (Chunk chunk : chunks) {
      advances.merge(
          chunk.partition(),
          new Advance(chunk.from(), chunk.to()),
          (before, after) -> new Advance(before.from(), after.to()));
      for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
        take(chunk.partition(), record);
      }
    }
  }

  private void take(int partition, ConsumerRecord<byte[], byte[]> record) {
    if (Marker.isKey(record.key())) {
      if (record.value() != null) {
        arrived(new Arrival(partition, Marker.read(record.value())));
      }
      return;
    }
    // SNAPSHOT is the only header there is; looking for it by name would decode it for every row.
    boolean snapshot = record.headers().iterator().hasNext();
    snapshotOnly &= snapshot && record.value() != null;
    rows.add(
        new Row(
            Bytes.wrap(record.key()),
            record.value() == null ? null : Bytes.wrap(record.value()),
            partition,
            record.timestamp(),
            snapshot));
  }

  /** Of a feeder's heartbeats only the last counts; drains and verifications are kept all. */
  private void arrived(Arrival arrival) {
    Marker marker = arrival.marker();
    String slot = slot(marker);
    arrivals.put(
        List.of(arrival.partition(), marker.feederTopic(), marker.feederPartition(), slot),
        arrival);
  }

  /** Heartbeats share one slot per feeder, where the newest stands; every other has its own. */
  public static String slot(Marker marker) {
    return marker.kind() == Marker.Kind.HEARTBEAT ? "heartbeat" : "marker " + marker.id();
  }

  public String topic() {
    return topic;
  }

  public SortedMap<Integer, Advance> advances() {
    return advances;
  }

  public Collection<Arrival> arrivals() {
    return arrivals.values();
  }

  /**
   * Whether somebody waits for it to be applied, and goes on from there: it ends a drain or a
   * verification. Its commit must outlive a power cut.
   */
  public boolean isReliedOn() {
    return arrivals().stream().anyMatch(each -> each.marker().kind() != Marker.Kind.HEARTBEAT);
  }

  /** Whether there are rows and all are the snapshot's. */
  public boolean snapshotOnly() {
    return snapshotOnly && !rows.isEmpty();
  }

  /** Every row in the order of arrival; a key may stand here more than once. */
  public List<Row> rows() {
    return rows;
  }

  /** The last row of each key. */
  public Collection<Row> lastRows() {
    if (rows.size() < 2) {
      return rows;
    }
    Map<Bytes, Row> last = new HashMap<>(rows.size() * 2);
    for (Row row : rows) {
      last.put(row.key(), row);
    }
    return last.values();
  }
}
