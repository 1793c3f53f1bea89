package dev.crossfade.extractor.stream;

import dev.crossfade.extractor.oldside.HeldException;
import dev.crossfade.extractor.progress.Progress;
import dev.crossfade.extractor.topics.OversizedRows;
import dev.crossfade.extractor.topics.Position;
import dev.crossfade.extractor.topics.TopicWriter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.TableId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the changes of the old log into the old topics, each batch in one Kafka transaction with
 * the position behind the last whole old transaction in it.
 *
 * <p>A long old transaction spans several Kafka transactions; the position moves with the last. A
 * crash inside sends it again from its beginning.
 */
public final class ChangeWriter implements LogListener {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);
  private static final int PENDING_MAX = 256;
  private static final Duration POSITION_AGE = Duration.ofSeconds(1);

  private final MigrationPlan plan;
  private final TopicWriter topics;
  private final OversizedRows oversized;
  private final StreamLimits limits;
  private final Runnable schemaGuard;
  private final CommitObserver observer;
  private final Map<TableId, TableWriter> tables = new HashMap<>();
  private final List<ProducerRecord<byte[], byte[]>> pending = new ArrayList<>(PENDING_MAX);
  private long pendingBytes;
  private volatile Position committed;
  private Position whole;
  private long committedNanos = System.nanoTime();
  private boolean inside;
  private boolean dirty;
  private long committedAtMicros;

  /**
   * Begins behind a position.
   *
   * @param from the position that is in Kafka
   * @param schemaGuard asked whether the old tables are still what was planned whenever the log
   *     describes one anew; throws {@link HeldException} if not
   */
  public ChangeWriter(
      MigrationPlan plan,
      Position from,
      TopicWriter topics,
      OversizedRows oversized,
      StreamLimits limits,
      Progress progress,
      Runnable schemaGuard,
      CommitObserver observer) {
    this.plan = plan;
    this.topics = topics;
    this.oversized = oversized;
    this.limits = limits;
    this.schemaGuard = schemaGuard;
    this.observer = observer;
    this.committed = from;
    this.whole = from;
    for (OldTable table : plan.oldTables()) {
      tables.put(table.id(), new TableWriter(plan, table, progress.of(table.id())));
    }
  }

  @Override
  public void transactionBegins(long micros) {
    inside = true;
    committedAtMicros = micros;
  }

  @Override
  public void described(TableId table, List<String> columns) {
    TableWriter writer = tables.get(table);
    if (writer != null) {
      held(
          () -> {
            schemaGuard.run();
            writer.describe(columns);
          });
    }
  }

  @Override
  public void inserted(TableId id, TextRow row, long lsn) {
    TableWriter table = tables.get(id);
    if (table != null) {
      held(() -> table.after.set(row, null));
      assertRow(table, Op.INSERT, null, lsn);
      counted(table);
    }
  }

  @Override
  public void updated(TableId id, @Nullable TextRow from, TextRow to, long lsn) {
    TableWriter table = tables.get(id);
    if (table == null) {
      return;
    }
    TableWriter.Image before = before(table, from);
    held(() -> table.after.set(to, from));
    if (before != null && !before.sameKeyAs(table.after)) {
      retractRow(table, before, lsn);
      assertRow(table, Op.INSERT, null, lsn);
    } else {
      assertRow(table, Op.UPDATE, before, lsn);
    }
    counted(table);
  }

  @Override
  public void deleted(TableId id, TextRow row, long lsn) {
    TableWriter table = tables.get(id);
    if (table != null) {
      TableWriter.Image before = before(table, row);
      if (before != null) {
        retractRow(table, before, lsn);
      }
      counted(table);
    }
  }

  private TableWriter.@Nullable Image before(TableWriter table, @Nullable TextRow row) {
    if (table.table().identity() == OldTable.Identity.FULL) {
      held(() -> table.before.setBefore(row));
      return table.before;
    }
    return row == null ? null : table.before.set(row, null);
  }

  private void assertRow(TableWriter table, Op op, TableWriter.@Nullable Image before, long lsn) {
    TableWriter.Image after = table.after;
    if (oversized.isTooLong(after.bytes())) {
      if (before != null && !oversized.isTooLong(before.bytes())) {
        retractRow(table, before, lsn); // the earlier version must not stay
      }
      send(oversized.letter(table.table().id(), table.keyLayout(), after.key(), committedAtMicros));
      return;
    }
    takeLetterBack(table, after.key());
    if (before != null && oversized.isTooLong(before.bytes())) {
      sendChange(table, after.key(), table.change(Op.INSERT, null, after, lsn, committedAtMicros));
    } else {
      sendChange(table, after.key(), table.change(op, before, after, lsn, committedAtMicros));
    }
  }

  private void retractRow(TableWriter table, TableWriter.Image before, long lsn) {
    takeLetterBack(table, before.key());
    if (!oversized.isTooLong(before.bytes())) {
      byte[] change = table.change(Op.DELETE, before, null, lsn, committedAtMicros);
      sendChange(table, before.key(), change);
    }
  }

  private void takeLetterBack(TableWriter table, byte[] key) {
    if (oversized.any() && oversized.isDead(table.table().id(), key)) {
      send(oversized.takenBack(table.table().id(), key, committedAtMicros));
    }
  }

  private void sendChange(TableWriter table, byte[] key, byte[] value) {
    send(new ProducerRecord<>(table.topic(), null, committedAtMicros / 1000, key, value));
  }

  private void counted(TableWriter table) {
    table.count().addChange();
    if (topics.openBytes() + pendingBytes > limits.transactionBytesMax()) {
      commitPart(); // an old transaction may be longer than any of ours
    }
  }

  @Override
  public void truncated(TableId table) {
    if (tables.containsKey(table)) {
      held(
          () -> {
            throw new HeldException(
                "the old application has truncated "
                    + table
                    + ", which says nothing of the rows that went: start over with unprepare and"
                    + " prepare");
          });
    }
  }

  @Override
  public void message(String prefix, byte[] content, long lsn) {
    if (!prefix.equals(plan.topics().messagePrefix())) {
      return;
    }
    Optional<Marker> parsed = MarkerMessage.parse(content, lsn);
    if (parsed.isEmpty()) {
      LOG.warn("a logical message under our prefix is no marker; passed over");
      return;
    }
    Marker marker = parsed.get();
    byte[] key = marker.key();
    byte[] value = marker.value();
    for (TableWriter table : tables.values()) {
      for (int partition = 0; partition < plan.partitions(); partition++) {
        send(
            new ProducerRecord<>(
                table.topic(), partition, marker.emittedAtMicros() / 1000, key, value));
      }
    }
  }

  @Override
  public void transactionEnds(long endLsn) {
    inside = false;
    whole = whole.at(endLsn, committedAtMicros);
    if (topics.openBytes() + pendingBytes > limits.batchBytesMax()
        || topics.openFor().compareTo(limits.batchAgeMax()) > 0) {
      commit();
    }
  }

  @Override
  public void idle() {
    if (inside) {
      if (topics.openFor().compareTo(limits.transactionAgeMax()) > 0) {
        commitPart();
      }
    } else if (dirty
        || (whole.lsn() > committed.lsn()
            && System.nanoTime() - committedNanos > POSITION_AGE.toNanos())) {
      commit();
    }
  }

  @Override
  public long confirmableLsn() {
    return committed.lsn();
  }

  /** The position that is in Kafka. */
  public Position position() {
    return committed;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    dirty = true;
    pendingBytes += record.key().length + (record.value() == null ? 0 : record.value().length);
    pending.add(record);
    if (pending.size() >= PENDING_MAX || pendingBytes > (1 << 20)) {
      flush();
    }
  }

  private void flush() {
    topics.send(pending, pendingBytes);
    pending.clear();
    pendingBytes = 0;
  }

  /** Commits with the position of the last whole old transaction. */
  private void commit() {
    flush();
    Position reached = whole;
    topics.put(reached);
    topics.commit();
    committed = reached;
    committedNanos = System.nanoTime();
    dirty = false;
    observer.committed(reached, true);
  }

  /** Commits inside an old transaction: the position stays before it. */
  private void commitPart() {
    flush();
    topics.commit();
    observer.committed(committed, false);
  }

  /** Before a hold, what is whole is committed, so that nothing carried waits for a person. */
  private void held(Runnable step) {
    try {
      step.run();
    } catch (HeldException hold) {
      commit();
      throw hold;
    }
  }
}
