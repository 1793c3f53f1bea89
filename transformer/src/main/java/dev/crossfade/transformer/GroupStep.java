package dev.crossfade.transformer;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.execution.GroupFunction;
import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.transformer.Deltas.Given;
import java.util.Arrays;
import java.util.HashSet;
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
 * take away. The first change of a group is sent on at once, those that follow it a moment later,
 * all that came meanwhile in one, and always before a marker passes. A group that gives nothing any
 * more is never sent on at once: the next message may bring it back.
 *
 * <p>Store keys: {@code J}, key, the branch of a UNION ALL, origin: a row; {@code A}, key: the
 * {@link Group}; {@code D}, key: what is still to be sent.
 */
final class GroupStep implements KeyedStep {

  private final GroupFunction function;
  private final List<ArrivingOrigins> sides;
  private final StoreSection store;
  private final List<SideRows> branches;
  private final Deltas deltas;
  private final int putOffMax;
  private final Set<Bytes> putOff = new LinkedHashSet<>();
  private final Set<Bytes> sentLately = new HashSet<>();
  private long lastTimestamp;

  /**
   * @param putOffMax most groups that are put off, and most that are known to be sent lately
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
    Group group = group(key);
    Group changed = new Group(function.changed(group.totals(), was, is), group.sent());
    if (is == null) {
      rows.remove(key, origin);
    } else {
      rows.put(key, origin, is);
    }
    lastTimestamp = Math.max(lastTimestamp, timestamp);
    change(key, changed);
    if (putOff.size() + sentLately.size() >= putOffMax) {
      flush();
    }
    return null;
  }

  private void change(byte[] key, Group changed) {
    Bytes name = Bytes.wrap(key);
    if (!function.scans() && !putOff.contains(name) && !sentLately.contains(name)) {
      Given is = now(key, changed);
      if (is.row() != null) {
        send(key, changed, is);
        sentLately.add(name);
        return;
      }
    }
    keep(key, changed);
    if (putOff.add(name)) {
      store.put(tagged('D', key), new byte[] {1});
    }
  }

  @Override
  public void flush() {
    for (Bytes name : putOff) {
      byte[] key = name.array();
      Group group = group(key);
      send(key, group, now(key, group));
      store.delete(tagged('D', key));
    }
    putOff.clear();
    sentLately.clear();
  }

  @Override
  public boolean hasPutOff() {
    return !putOff.isEmpty() || !sentLately.isEmpty();
  }

  private void send(byte[] key, Group group, Given is) {
    deltas.send(key, group.sent(), is, lastTimestamp, false);
    keep(key, new Group(group.totals(), is));
  }

  private Group group(byte[] key) {
    return Group.read(store.get(tagged('A', key)));
  }

  private void keep(byte[] key, Group group) {
    if (group.isGone()) {
      store.delete(tagged('A', key));
    } else {
      store.put(tagged('A', key), group.bytes());
    }
  }

  /** What the group gives now. */
  private Given now(byte[] key, Group group) {
    if (group.totals() == null) {
      return Given.NOTHING;
    }
    function.begin(group.totals());
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

  private static byte[] tagged(char tag, byte[] key) {
    byte[] tagged = new byte[key.length + 1];
    tagged[0] = (byte) tag;
    System.arraycopy(key, 0, tagged, 1, key.length);
    return tagged;
  }
}
