package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Marker;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait: a change too large for one call, and behind it whatever comes for the same old
 * key, and markers. First in, first out; kept in the step's section of the store.
 *
 * <p>Store keys: {@code Q} and a number that counts up for each record; {@code P} for how far the
 * first one is.
 */
final class SliceQueue {

  /** What is done with a record whose turn has come. */
  interface Work {
    void marker(byte[] value, long timestamp);

    Change read(byte[] key, byte[] value, long timestamp);

    ChangeSteps.@Nullable Rest apply(Change change, int from);
  }

  private static final byte[] PROGRESS = {'P'};
  private static final int ENTRY_HEADER_BYTES = 8 + 4 + 4;

  private final StoreSection store;
  private final Work work;
  private final int messagesMax;
  private final Map<Bytes, Integer> waitingByKey = new HashMap<>();
  private long first;
  private long next;
  private @Nullable Head head;

  SliceQueue(StoreSection store, Work work, int messagesMax) {
    this.store = store;
    this.work = work;
    this.messagesMax = messagesMax;
    long lowest = -1;
    try (KeyValueIterator<byte[], byte[]> entries =
        store.range(entryKey(0), entryKey(Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        KeyValue<byte[], byte[]> entry = entries.next();
        long number = ByteBuffer.wrap(entry.key).getLong(1);
        lowest = lowest < 0 ? number : lowest;
        next = number + 1;
        waitingByKey.merge(Bytes.wrap(Entry.read(entry.value).key()), 1, Integer::sum);
      }
    }
    first = lowest < 0 ? next : lowest;
  }

  boolean isEmpty() {
    return first == next;
  }

  /** Whether a record must wait behind what waits already. */
  boolean holds(byte[] key) {
    return !isEmpty() && (Marker.isKey(key) || waitingByKey.containsKey(Bytes.wrap(key)));
  }

  /** Adds a record, of which the steps before {@code fromStep} are done. */
  void add(byte[] key, byte[] value, long timestamp, int fromStep) {
    store.put(entryKey(next++), new Entry(timestamp, fromStep, key, value).bytes());
    waitingByKey.merge(Bytes.wrap(key), 1, Integer::sum);
  }

  /** Does one slice of the first record, or all of it if it is small. */
  void workOnFirst() {
    Head current = head;
    if (current == null) {
      current = head = load();
    }
    Entry entry = current.entry;
    if (Marker.isKey(entry.key())) {
      work.marker(entry.value(), entry.timestamp());
      remove(entry);
      return;
    }
    Change change = work.read(entry.key(), entry.value(), entry.timestamp());
    if (current.slices == null) {
      ChangeSteps.Rest rest = work.apply(change, current.step);
      if (rest == null) {
        remove(entry);
        return;
      }
      current.done = rest.step() == current.step ? current.done : 0;
      current.step = rest.step();
      current.slices = rest.slices();
    }
    long done = current.slices.send(change, current.done, messagesMax);
    if (done < 0) {
      current.step++;
      current.done = 0;
      current.slices = null;
    } else {
      current.done = done;
    }
    store.put(PROGRESS, progress(current));
  }

  private Head load() {
    byte[] bytes = store.get(entryKey(first));
    if (bytes == null) {
      throw new IllegalStateException("the queue has lost entry " + first);
    }
    Head loaded = new Head(Entry.read(bytes));
    byte[] progress = store.get(PROGRESS);
    if (progress != null && ByteBuffer.wrap(progress).getLong() == first) {
      loaded.step = ByteBuffer.wrap(progress).getInt(8);
      loaded.done = ByteBuffer.wrap(progress).getLong(12);
    }
    return loaded;
  }

  private void remove(Entry entry) {
    store.delete(entryKey(first++));
    store.delete(PROGRESS); // numbers begin at 0 again when a task with an empty queue moves
    waitingByKey.merge(Bytes.wrap(entry.key()), -1, (a, b) -> a + b == 0 ? null : a + b);
    head = null;
  }

  private byte[] progress(Head current) {
    return ByteBuffer.allocate(20)
        .putLong(first)
        .putInt(current.step)
        .putLong(current.done)
        .array();
  }

  private static byte[] entryKey(long number) {
    return ByteBuffer.allocate(9).put((byte) 'Q').putLong(number).array();
  }

  /** The first record and how far it is. */
  private static final class Head {
    private final Entry entry;
    private int step;
    private long done;
    private Step.@Nullable Slices slices;

    Head(Entry entry) {
      this.entry = entry;
      this.step = entry.fromStep();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(long timestamp, int fromStep, byte[] key, byte[] value) {

    byte[] bytes() {
      return ByteBuffer.allocate(ENTRY_HEADER_BYTES + key.length + value.length)
          .putLong(timestamp)
          .putInt(fromStep)
          .putInt(key.length)
          .put(key)
          .put(value)
          .array();
    }

    static Entry read(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long timestamp = in.getLong();
      int fromStep = in.getInt();
      byte[] key = new byte[in.getInt()];
      in.get(key);
      byte[] value = new byte[in.remaining()];
      in.get(value);
      return new Entry(timestamp, fromStep, key, value);
    }
  }
}
