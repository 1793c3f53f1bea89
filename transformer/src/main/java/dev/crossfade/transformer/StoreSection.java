package dev.crossfade.transformer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One step's part of the store that all steps of a task share: its keys begin with the step's
 * number, two bytes, which the step itself does not see. Order is that of unsigned bytes.
 */
final class StoreSection {

  /** The store's name; it becomes part of a topic's name. */
  static final String STORE = "rows";

  private static final int PREFIX_BYTES = 2;
  private static final int NUMBER_MAX = 0xfffe;

  private final KeyValueStore<byte[], byte[]> store;
  private final short number;
  private final @Nullable KnownKeys known;

  /**
   * @param number of the step, from 0 to 65534
   * @param keys memory for the keys of sections that were empty when their task began
   */
  StoreSection(KeyValueStore<byte[], byte[]> store, int number, KnownKeys.Budget keys) {
    if (number < 0 || number > NUMBER_MAX) {
      throw new IllegalArgumentException("a plan of more than " + NUMBER_MAX + " steps");
    }
    this.store = store;
    this.number = (short) number;
    this.known = isEmpty() ? new KnownKeys(keys) : null;
  }

  static StoreSection of(ProcessorContext<?, ?> context, int number) {
    return new StoreSection(context.getStateStore(STORE), number, StoreMemory.keys(context));
  }

  private boolean isEmpty() {
    try (KeyValueIterator<byte[], byte[]> all = reverseAll()) {
      return !all.hasNext();
    }
  }

  byte @Nullable [] get(byte[] key) {
    byte[] whole = inSection(key);
    return known == null || known.mayHold(whole) ? store.get(whole) : null;
  }

  void put(byte[] key, byte[] value) {
    byte[] whole = inSection(key);
    if (known != null) {
      known.add(whole);
    }
    store.put(whole, value);
  }

  void delete(byte[] key) {
    store.delete(inSection(key));
  }

  /** From the first to the last, both included. */
  KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
    return new WithinSection(store.range(inSection(from), inSection(to)));
  }

  /** The same, backwards. */
  KeyValueIterator<byte[], byte[]> reverseRange(byte[] from, byte[] to) {
    return new WithinSection(store.reverseRange(inSection(from), inSection(to)));
  }

  KeyValueIterator<byte[], byte[]> prefixScan(byte[] prefix) {
    return new WithinSection(store.prefixScan(inSection(prefix), new ByteArraySerializer()));
  }

  /** Everything, backwards. No key is empty, so the next section's begin is none of its entries. */
  KeyValueIterator<byte[], byte[]> reverseAll() {
    byte[] next = ByteBuffer.allocate(PREFIX_BYTES).putShort((short) (number + 1)).array();
    return new WithinSection(store.reverseRange(inSection(new byte[0]), next));
  }

  private byte[] inSection(byte[] key) {
    return ByteBuffer.allocate(PREFIX_BYTES + key.length).putShort(number).put(key).array();
  }

  /** Entries with the keys that the step knows. */
  private record WithinSection(KeyValueIterator<byte[], byte[]> entries)
      implements KeyValueIterator<byte[], byte[]> {

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<byte[], byte[]> next() {
      KeyValue<byte[], byte[]> entry = entries.next();
      return KeyValue.pair(withoutNumber(entry.key), entry.value);
    }

    @Override
    public byte[] peekNextKey() {
      return withoutNumber(entries.peekNextKey());
    }

    @Override
    public void close() {
      entries.close();
    }

    private static byte[] withoutNumber(byte[] key) {
      return Arrays.copyOfRange(key, PREFIX_BYTES, key.length);
    }
  }
}
