package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor would write for a sequence of steps in the old database: per partition first
 * the snapshot's rows, each as of some moment, then every change, and markers in all partitions.
 */
final class History {

  /** A step in the old database; every sequence of them is possible. */
  sealed interface Step {

    /** The row is there and looks so: inserted or updated. */
    record Put(OldTable table, List<@Nullable Object> row) implements Step {
      @Override
      public String toString() {
        return "put " + table.id().name() + " " + row;
      }
    }

    record Delete(OldTable table, List<@Nullable Object> row) implements Step {
      @Override
      public String toString() {
        return "delete " + table.id().name() + " " + key(table, row);
      }
    }

    /** The primary key changes: the row of one key goes on under that of another. */
    record Move(OldTable table, List<@Nullable Object> from, List<@Nullable Object> to)
        implements Step {
      @Override
      public String toString() {
        return "move " + table.id().name() + " " + key(table, from) + " to " + key(table, to);
      }
    }

    record Mark() implements Step {}
  }

  /** A record of a topic. */
  record Message(byte[] key, byte[] value, boolean snapshot) {}

  /** Final rows by table and primary key. */
  final Map<OldTable, Map<String, List<@Nullable Object>>> rows = new HashMap<>();

  private final Map<String, List<Message>> snapshots = new HashMap<>();
  private final Map<String, List<Message>> changes = new TreeMap<>();
  private final String migration;
  private final int partitions;
  private int markers;
  private @Nullable Marker last;

  /**
   * Plays the steps.
   *
   * @param initial so many steps come before the snapshot begins
   * @param random when each row is read by the snapshot
   */
  History(String migration, List<Step> steps, int initial, int partitions, Random random) {
    this(migration, steps, initial, partitions, random, Marker.Kind.DRAIN);
  }

  /**
   * The same with a last marker of some kind.
   *
   * @param end a heartbeat need not come through: one that follows it does
   */
  History(
      String migration,
      List<Step> steps,
      int initial,
      int partitions,
      Random random,
      Marker.Kind end) {
    this.migration = migration;
    this.partitions = partitions;
    for (OldTable table : World.OLD) {
      rows.put(table, new LinkedHashMap<>());
      for (int p = 0; p < partitions; p++) {
        changes.put(topic(table) + "/" + p, new ArrayList<>());
      }
    }
    int[] readAt = {
      initial,
      initial == 0
          ? 0
          : initial + random.nextInt(steps.size() + 1 - Math.min(initial, steps.size()))
    };
    for (int i = 0; i <= steps.size(); i++) {
      for (int chunk = 0; chunk < readAt.length; chunk++) {
        if (i == Math.min(readAt[chunk], steps.size())) {
          snapshot(chunk);
        }
      }
      if (i < steps.size()) {
        play(steps.get(i), i >= initial);
      }
    }
    mark("end of " + steps.size(), end);
  }

  String topic(OldTable table) {
    return new TopicNames(migration).old(table.id());
  }

  static String key(OldTable table, List<@Nullable Object> row) {
    return table.key().stream().map(k -> row.get(table.indexOf(k))).toList().toString();
  }

  private void snapshot(int chunk) {
    rows.forEach(
        (table, byKey) ->
            byKey.forEach(
                (key, row) -> {
                  if (Math.floorMod(key.hashCode(), 2) == chunk) {
                    snapshots
                        .computeIfAbsent(partition(table, row), p -> new ArrayList<>())
                        .add(message(table, Op.INSERT, true, null, row, row));
                  }
                }));
  }

  private void play(Step step, boolean streamed) {
    if (step instanceof Step.Put put) {
      set(put.table, key(put.table, put.row), put.row, streamed);
    } else if (step instanceof Step.Delete delete) {
      set(delete.table, key(delete.table, delete.row), null, streamed);
    } else if (step instanceof Step.Move move) {
      List<@Nullable Object> row = rows.get(move.table).get(key(move.table, move.from));
      boolean free = !rows.get(move.table).containsKey(key(move.table, move.to));
      if (row != null && free) {
        List<@Nullable Object> moved = new ArrayList<>(row);
        for (String column : move.table.key()) {
          moved.set(move.table.indexOf(column), move.to.get(move.table.indexOf(column)));
        }
        set(move.table, key(move.table, row), null, streamed);
        set(move.table, key(move.table, moved), moved, streamed);
      }
    } else {
      mark("m" + markers, markers % 3 == 2 ? Marker.Kind.DRAIN : Marker.Kind.HEARTBEAT);
    }
  }

  private void set(
      OldTable table, String key, @Nullable List<@Nullable Object> row, boolean streamed) {
    Map<String, List<@Nullable Object>> byKey = rows.get(table);
    List<@Nullable Object> before = row == null ? byKey.remove(key) : byKey.put(key, row);
    if (!streamed || (before == null && row == null)) {
      return;
    }
    Op op = before == null ? Op.INSERT : row == null ? Op.DELETE : Op.UPDATE;
    List<@Nullable Object> either = row == null ? before : row;
    changes.get(partition(table, either)).add(message(table, op, false, before, row, either));
  }

  private void mark(String id, Marker.Kind kind) {
    Marker marker = new Marker(id, kind, 100 + markers++, markers * 1000L, "", 0);
    changes.values().forEach(log -> log.add(new Message(marker.key(), marker.value(), false)));
    last = marker;
  }

  Marker lastMarker() {
    return Objects.requireNonNull(last);
  }

  /** A heartbeat that comes after all that is here. */
  Message heartbeat() {
    Marker marker =
        new Marker("h" + markers, Marker.Kind.HEARTBEAT, 100 + markers++, markers * 1000L, "", 0);
    return new Message(marker.key(), marker.value(), false);
  }

  private Message message(
      OldTable table,
      Op op,
      boolean snapshot,
      @Nullable List<@Nullable Object> before,
      @Nullable List<@Nullable Object> after,
      List<@Nullable Object> keyed) {
    return new Message(
        Rows.oldKey(migration, table, keyed),
        Rows.change(migration, table, op, snapshot, before, after),
        snapshot);
  }

  private String partition(OldTable table, List<@Nullable Object> row) {
    return topic(table)
        + "/"
        + BuiltInPartitioner.partitionForKey(Rows.oldKey(migration, table, row), partitions);
  }

  /**
   * The old partitions' records; after any of them the log may go back and repeat everything that
   * came since, but never past the last marker.
   */
  Map<String, List<Message>> logs(Random random, double repeats) {
    Map<String, List<Message>> logs = new TreeMap<>();
    changes.forEach(
        (partition, streamed) -> {
          List<Message> all = new ArrayList<>(snapshots.getOrDefault(partition, List.of()));
          all.addAll(streamed);
          List<Message> log = new ArrayList<>();
          for (int i = 0; i < all.size(); i++) {
            if (i > 0 && random.nextDouble() < repeats) {
              i = random.nextInt(i);
            }
            log.add(all.get(i));
          }
          logs.put(partition, log);
        });
    return logs;
  }
}
