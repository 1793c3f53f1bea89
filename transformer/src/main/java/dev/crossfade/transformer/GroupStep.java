package dev.crossfade.transformer;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.execution.GroupFunction;
import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.transformer.Deltas.Given;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the groups of one partition.
 *
 * <p>What moves by difference moves with every message: one entry per (key, origin) says what to
 * take away. What a group gives is sent a moment later, for all messages that came meanwhile at
 * once, and always before a marker passes.
 *
 * <p>Store keys: {@code J}, key, the branch of a UNION ALL, origin: a row; {@code A}, key: the
 * totals; {@code O}, key: the row that was sent last; {@code D} and the key record: what is still
 * to be sent.
 */
final class GroupStep implements KeyedStep {

  private static final byte ROW = 0;
  private static final byte REFUSED = 1;

  private final GroupFunction function;
  private final List<ArrivingOrigins> sides;
  private final StoreSection store;
  private final List<SideRows> branches;
  private final Deltas deltas;
  private final int putOffMax;
  private final Set<Bytes> putOff = new LinkedHashSet<>();
  private long lastTimestamp;

  /**
   * @param putOffMax most groups whose rows are put off
   */
  GroupStep(
      GroupFunction function,
      MigrationPlan plan,
      StoreSection store,
      Deltas deltas,
      int putOffMax) {
    this.function = function;
    this.sides =
        function.common().inputs().stream().map(input -> new ArrivingOrigins(input, plan)).toList();
    this.store = store;
    this.branches =
        IntStream.range(0, sides.size())
            .mapToObj(side -> (SideRows) new ManyRows(store, side))
            .toList();
    this.deltas = deltas;
    this.putOffMax = putOffMax;
    try (KeyValueIterator<byte[], byte[]> left = store.range(new byte[] {'D'}, new byte[] {'E'})) {
      while (left.hasNext()) {
        KeyValue<byte[], byte[]> entry = left.next();
        if (entry.key[0] == 'D') {
          putOff.add(Bytes.wrap(Arrays.copyOfRange(entry.key, 1, entry.key.length)));
        }
      }
    }
  }

  @Override
  public byte @Nullable [] take(
      byte[] key, Contribution message, long timestamp, boolean snapshot, byte @Nullable [] from) {
    int side = message.source();
    byte[] origin = sides.get(side).of(message);
    SideRows rows = branches.get(side); // one old row may come by several
    byte[] was = rows.get(key, origin);
    byte[] is = message.row() == null ? null : SideRows.fields(message.row().array());
    if (Arrays.equals(was, is)) {
      return null;
    }
    byte[] totals = tagged('A', key);
    byte[] changed = function.changed(store.get(totals), was, is);
    if (changed == null) {
      store.delete(totals);
    } else {
      store.put(totals, changed);
    }
    if (is == null) {
      rows.remove(key, origin);
    } else {
      rows.put(key, origin, is);
    }
    lastTimestamp = Math.max(lastTimestamp, timestamp);
    if (putOff.add(Bytes.wrap(key))) {
      store.put(tagged('D', key), new byte[] {1});
    }
    if (putOff.size() >= putOffMax) {
      flush();
    }
    return null;
  }

  @Override
  public void flush() {
    for (Bytes key : putOff) {
      send(key.array());
      store.delete(tagged('D', key.array()));
    }
    putOff.clear();
  }

  @Override
  public boolean hasPutOff() {
    return !putOff.isEmpty();
  }

  private void send(byte[] key) {
    byte[] sent = tagged('O', key);
    Given was = given(store.get(sent));
    Given is = now(key);
    deltas.send(key, was, is, lastTimestamp, false);
    if (is.isNothing()) {
      store.delete(sent);
    } else if (!was.same(is)) {
      store.put(sent, kept(is));
    }
  }

  /** What the group gives now. */
  private Given now(byte[] key) {
    byte[] totals = store.get(tagged('A', key));
    if (totals == null) {
      return Given.NOTHING;
    }
    function.begin(totals);
    try {
      if (function.scans()) {
        branches.forEach(rows -> scan(rows, key));
      }
      return new Given(function.fields(key), null);
    } catch (EvaluationException raised) {
      return new Given(null, new Rejection(raised.sqlState(), null, raised.text()));
    }
  }

  private void scan(SideRows rows, byte[] key) {
    try (SideRows.Walk all = rows.rows(key, null)) {
      while (all.next()) {
        function.scan(all.fields());
      }
    }
  }

  private static Given given(byte @Nullable [] kept) {
    if (kept == null) {
      return Given.NOTHING;
    }
    return kept[0] == ROW
        ? new Given(Arrays.copyOfRange(kept, 1, kept.length), null)
        : new Given(null, null);
  }

  private static byte[] kept(Given given) {
    byte[] row = given.row();
    if (row == null) {
      return new byte[] {REFUSED};
    }
    byte[] kept = new byte[row.length + 1];
    System.arraycopy(row, 0, kept, 1, row.length);
    return kept;
  }

  private static byte[] tagged(char tag, byte[] key) {
    byte[] tagged = new byte[key.length + 1];
    tagged[0] = (byte) tag;
    System.arraycopy(key, 0, tagged, 1, key.length);
    return tagged;
  }
}
