package dev.crossfade.extractor.topics;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.KeyText;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The rows that are longer than {@code row-max}: each is a dead letter with its key in place of a
 * record, until a shorter version or a delete comes.
 *
 * <p>Safe for use by several threads.
 */
public final class OversizedRows {

  /** program_limit_exceeded. */
  private static final String SQL_STATE = "54000";

  private final MigrationPlan plan;
  private final int rowBytesMax;
  private final Set<Bytes> dead = ConcurrentHashMap.newKeySet();

  /**
   * Begins with what is dead already.
   *
   * @param known keys of the dead letters of this generation that are in the dead topic already
   */
  public OversizedRows(MigrationPlan plan, int rowBytesMax, Set<Bytes> known) {
    this.plan = plan;
    this.rowBytesMax = rowBytesMax;
    this.dead.addAll(known);
  }

  public boolean isTooLong(int rowBytes) {
    return rowBytes > rowBytesMax;
  }

  /** Whether any row is a dead letter now: if none is, {@link #isDead} need not be asked. */
  public boolean any() {
    return !dead.isEmpty();
  }

  /** Whether the row of this key is a dead letter now. */
  public boolean isDead(TableId table, byte[] rowKey) {
    return dead.contains(letterKey(table, rowKey));
  }

  /** The dead letter of a row that is too long now. */
  public ProducerRecord<byte[], byte[]> letter(
      TableId table, RowLayout keyLayout, byte[] rowKey, long committedAtMicros) {
    DeadLetter letter =
        new DeadLetter(
            plan.generation(),
            DeadLetter.Stage.MAP,
            0,
            table.quoted(),
            table.quoted(),
            Bytes.wrap(rowKey),
            keyText(table, keyLayout, rowKey),
            SQL_STATE,
            null,
            "the row is longer than row-max (" + rowBytesMax + " bytes) and was not carried",
            committedAtMicros);
    dead.add(Bytes.wrap(letter.key()));
    return new ProducerRecord<>(
        plan.topics().dead(), null, committedAtMicros / 1000, letter.key(), letter.value());
  }

  /** Takes the dead letter of a row back. */
  public ProducerRecord<byte[], byte[]> takenBack(TableId table, byte[] rowKey, long micros) {
    Bytes key = letterKey(table, rowKey);
    dead.remove(key);
    return new ProducerRecord<>(
        plan.topics().dead(), null, (Long) (micros / 1000), key.array(), (byte[]) null);
  }

  private Bytes letterKey(TableId table, byte[] rowKey) {
    return Bytes.wrap(
        DeadLetter.key(
            plan.generation(), DeadLetter.Stage.MAP, 0, table.quoted(), Bytes.wrap(rowKey)));
  }

  private String keyText(TableId table, RowLayout layout, byte[] rowKey) {
    return new KeyText(plan.sensitive().getOrDefault(table.quoted(), List.of()))
        .of(new RowView(layout).wrap(rowKey));
  }
}
