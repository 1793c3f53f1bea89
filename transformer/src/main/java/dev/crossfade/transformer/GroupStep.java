package dev.crossfade.transformer;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.execution.GroupFunction;
import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.transformer.Deltas.Given;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the groups of one partition.
 *
 * <p>What moves by difference moves with every message: one entry per (key, origin) says what to
 * take away. The first change of a group is sent on at once, those that follow it a moment later,
 * all that came meanwhile in one. A group that gives nothing any more is never sent on at once: the
 * next message may bring it back. What only the snapshot changes in a group that was sent before
 * waits until no more of the snapshot comes: nobody works with a row yet that changes with each of
 * ten thousand others. No heartbeat passes meanwhile. Whatever waits is sent before a marker that
 * somebody has asked for.
 *
 * <p>Store keys: {@code J}, key, the branch of a UNION ALL, origin: a row; {@code A}, key: the
 * {@link Group}; {@code D}, key: a group that waits; value: since which timestamp.
 */
final class GroupStep implements KeyedStep {

  private static final int QUIET_CALLS = 5; // half a second
  private static final byte[] WORKING_OFF = {'C'};
  private static final byte[] WAITING = {'D'};
  private static final byte[] AFTER_WAITING = {'E'};

  private final GroupFunction function;
  private final List<ArrivingOrigins> sides;
  private final StoreSection store;
  private final List<SideRows> branches;
  private final Deltas deltas;
  private final int sliceRows;
  private final PutOff putOff = new PutOff();
  private boolean isBehind;
  private long markerMayPassAt;
  private @Nullable Runnable heartbeat;
  private long heartbeatMayPassAt;
  private boolean awaitsEnd;
  private int quietFor;
  private long lookedAt;
  private byte @Nullable [] waitingFrom; // a search from the beginning goes by all that is deleted
  private long lastTimestamp;

  /**
   * @param sliceRows after how many groups and rows looked at for them one call ends; and most
   *     groups that are put off or known to be sent lately
   */
  GroupStep(
      GroupFunction function,
      MigrationPlan plan,
      StoreSection store,
      Deltas deltas,
      int sliceRows) {
    this.function = function;
    this.sides =
        function.common().inputs().stream().map(input -> new ArrivingOrigins(input, plan)).toList();
    this.store = store;
    this.branches =
        IntStream.range(0, sides.size())
            .mapToObj(side -> (SideRows) new ManyRows(store, side))
            .toList();
    this.deltas = deltas;
    this.sliceRows = sliceRows;
    try (KeyValueIterator<byte[], byte[]> left = store.prefixScan(WAITING)) {
      this.awaitsEnd = left.hasNext();
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
    Group changed =
        new Group(function.changed(group.totals(), was, is), group.sent(), group.waits());
    if (is == null) {
      rows.remove(key, origin);
    } else {
      rows.put(key, origin, is);
    }
    lastTimestamp = Math.max(lastTimestamp, timestamp);
    if (snapshot) {
      quietFor = 0;
      waitingFrom = null;
    }
    if (snapshot && !group.sent().isNothing()) {
      awaitsEnd = true;
      keepWaiting(key, changed);
    } else {
      change(key, changed);
    }
    if (putOff.size() >= sliceRows) {
      workOff();
    }
    return null;
  }

  private void change(byte[] key, Group changed) {
    Bytes name = Bytes.wrap(key);
    if (!function.scans() && !changed.waits() && !putOff.wasSentLately(name)) {
      Given is = now(key, changed);
      if (is.row() != null) {
        send(key, changed, is);
        putOff.sentAtOnce(name);
        return;
      }
    }
    keepWaiting(key, changed);
    putOff.add(name);
  }

  @Override
  public boolean hasPutOff() {
    return awaitsEnd || putOff.size() > 0;
  }

  @Override
  public boolean isBehind() {
    return isBehind;
  }

  @Override
  public long lookedAt() {
    return lookedAt;
  }

  @Override
  public void goOn() {
    workOff();
    if (awaitsEnd && !isBehind && quietFor++ >= QUIET_CALLS) {
      waitingFrom = sendWaiting(waitingFrom == null ? WAITING : waitingFrom);
      awaitsEnd = waitingFrom != null;
    }
  }

  @Override
  public void beforeHeartbeat(Runnable pass) {
    workOff();
    if (awaitsEnd) {
      return;
    }
    if (putOff.isEmpty()) {
      pass.run();
    } else if (heartbeat == null) {
      heartbeat = pass;
      heartbeatMayPassAt = putOff.end();
    }
  }

  @Override
  public byte @Nullable [] beforeMarker(byte @Nullable [] from) {
    heartbeat = null;
    if (from == null) {
      markerMayPassAt = putOff.end();
    }
    byte[] reached = from;
    if (reached == null || Arrays.equals(reached, WORKING_OFF)) {
      workOff(); // nothing after a restart: then all that were put off wait
      if (!putOff.isPast(markerMayPassAt)) {
        return WORKING_OFF;
      }
      reached = WAITING;
    }
    return awaitsEnd ? sendWaiting(reached) : null;
  }

  /** Sends a slice of what is put off. */
  private void workOff() {
    putOff.forgetSent();
    long upTo = lookedAt + sliceRows;
    while (!putOff.isEmpty() && lookedAt < upTo) {
      byte[] key = Objects.requireNonNull(putOff.take()).array();
      Group group = group(key);
      send(key, group, now(key, group));
    }
    isBehind = !putOff.isEmpty();
    Runnable pass = heartbeat;
    if (pass != null && putOff.isPast(heartbeatMayPassAt)) {
      heartbeat = null;
      if (!awaitsEnd) {
        pass.run();
      }
    }
  }

  /**
   * Sends a slice of the groups that wait; returns the last one's entry, null if it was the end.
   */
  private byte @Nullable [] sendWaiting(byte[] from) {
    byte[] reached = null;
    long upTo = lookedAt + sliceRows;
    try (KeyValueIterator<byte[], byte[]> waiting = store.range(from, AFTER_WAITING)) {
      while (waiting.hasNext()) {
        KeyValue<byte[], byte[]> entry = waiting.next();
        if (entry.key[0] != WAITING[0]) {
          break;
        }
        if (lookedAt >= upTo) {
          return reached;
        }
        byte[] key = Arrays.copyOfRange(entry.key, 1, entry.key.length);
        Group group = group(key);
        lastTimestamp = Math.max(lastTimestamp, ByteBuffer.wrap(entry.value).getLong());
        send(key, group, now(key, group));
        reached = entry.key;
      }
    }
    return null;
  }

  private void send(byte[] key, Group group, Given is) {
    deltas.send(key, group.sent(), is, lastTimestamp, false);
    keep(key, new Group(group.totals(), is, false));
    if (group.waits()) {
      store.delete(tagged('D', key));
    }
  }

  private void keepWaiting(byte[] key, Group group) {
    keep(key, group.waiting());
    if (!group.waits()) {
      store.put(tagged('D', key), ByteBuffer.allocate(8).putLong(lastTimestamp).array());
    }
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
    lookedAt++;
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
        lookedAt++;
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
