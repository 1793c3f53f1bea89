package dev.crossfade.extractor;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.ChangeView;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what an extractor has committed. */
final class OldTopics {

  /** One change, its rows as bytes that compare. */
  record Change(
      int partition,
      Bytes key,
      Op op,
      boolean snapshot,
      long position,
      long committedAtMicros,
      Bytes before,
      Bytes after,
      byte[] value) {}

  static final Bytes NONE = Bytes.wrap(new byte[0]);

  private final KafkaConnection kafka;
  private final MigrationPlan plan;

  OldTopics(KafkaConnection kafka, MigrationPlan plan) {
    this.kafka = kafka;
    this.plan = plan;
  }

  /** All records of a topic, partition after partition. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka.consumer(Map.of("fetch.max.bytes", 100 << 20)))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private String topic(String table) {
    return plan.topics().old(new TableId("public", table));
  }

  /** The changes of a table: those of one key in their order. */
  List<Change> changes(String table) {
    ChangeLayout layout =
        ChangeLayout.of(plan.migration(), plan.oldTable(new TableId("public", table)));
    ChangeView view = new ChangeView(layout);
    List<Change> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic(table))) {
      if (Marker.isKey(record.key())) {
        continue;
      }
      view.wrap(record.value());
      changes.add(
          new Change(
              record.partition(),
              Bytes.wrap(record.key()),
              view.op(),
              view.snapshot(),
              view.position(),
              view.committedAtMicros(),
              row(view.before()),
              row(view.after()),
              record.value()));
    }
    return changes;
  }

  private static Bytes row(RowView row) {
    return row == null ? NONE : Bytes.wrap(Arrays.copyOfRange(row.bytes(), row.start(), row.end()));
  }

  /** The rows that are left when every change of a table is applied in order, by key. */
  Map<Bytes, Bytes> folded(String table) {
    Map<Bytes, Bytes> rows = new TreeMap<>();
    for (Change change : changes(table)) {
      if (change.op() == Op.DELETE) {
        rows.remove(change.key());
      } else {
        rows.put(change.key(), change.after());
      }
    }
    return rows;
  }

  /** The folded rows, each as the texts of its columns joined by a bar, sorted. */
  List<String> foldedText(String table) {
    ChangeLayout layout =
        ChangeLayout.of(plan.migration(), plan.oldTable(new TableId("public", table)));
    RowView view = new RowView(layout.row());
    List<String> rows = new ArrayList<>();
    for (Bytes row : folded(table).values()) {
      view.wrap(row.array(), 0);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < layout.row().size(); i++) {
        texts.add(
            view.isNull(i)
                ? "NULL"
                : switch (layout.row().wire(i)) {
                  case TEXT -> view.getText(i);
                  case INT, LONG, DATE, TIMESTAMP, TIMESTAMPTZ -> Long.toString(view.getLong(i));
                  default -> "?";
                });
      }
      rows.add(String.join("|", texts));
    }
    rows.sort(null);
    return rows;
  }

  /** The markers in each partition of a table's topic. */
  Map<Integer, List<Marker>> markers(String table) {
    Map<Integer, List<Marker>> markers = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic(table))) {
      if (Marker.isKey(record.key())) {
        markers
            .computeIfAbsent(record.partition(), p -> new ArrayList<>())
            .add(Marker.read(record.value()));
      }
    }
    return markers;
  }

  /** The dead letters that stand now. */
  List<DeadLetter> dead() {
    Map<Bytes, DeadLetter> dead = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(plan.topics().dead())) {
      if (record.value() == null) {
        dead.remove(Bytes.wrap(record.key()));
      } else {
        dead.put(Bytes.wrap(record.key()), DeadLetter.read(record.key(), record.value()));
      }
    }
    return List.copyOf(dead.values());
  }
}
