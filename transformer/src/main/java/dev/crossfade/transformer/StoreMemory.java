package dev.crossfade.transformer;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/**
 * The memory of all stores of an instance: one cache for the blocks that were read, and an equal
 * share for each store of rows not yet on disk.
 *
 * <p>Shares, and not one bound over the rows of all stores: RocksDB heeds such a bound by flushing
 * the store that is just being written, be it for a single row, while the others keep what they
 * have.
 */
final class StoreMemory implements AutoCloseable {

  /** Under which it travels to the stores. */
  static final String KEY = "crossfade.store.memory";

  private static final long SHARE_BYTES_MIN = 256 << 10;
  private static final long SHARE_BYTES_MAX = 32 << 20;

  /** For keys of sections that began empty: two to four million of them. */
  private static final long KEYS_BYTES_MAX = 32 << 20;

  private final KnownKeys.Budget keys = new KnownKeys.Budget(KEYS_BYTES_MAX);
  private final Cache cache;
  private final long shareBytes;

  /**
   * Half for the cache, half for the shares; more only if a share would be too small to be of use.
   *
   * @param stores how many there are if this instance has all partitions
   */
  StoreMemory(long bytesMax, int stores) {
    RocksDB.loadLibrary();
    this.cache = new LRUCache(bytesMax / 2);
    this.shareBytes =
        Math.max(SHARE_BYTES_MIN, Math.min(SHARE_BYTES_MAX, bytesMax / 2 / Math.max(1, stores)));
  }

  /** Memory for known keys; of its own where there is no instance, as in a test. */
  static KnownKeys.Budget keys(ProcessorContext<?, ?> context) {
    return context.appConfigs().get(KEY) instanceof StoreMemory memory
        ? memory.keys
        : new KnownKeys.Budget(KEYS_BYTES_MAX);
  }

  Cache cache() {
    return cache;
  }

  /** How much a store keeps before it writes it to disk. */
  long shareBytes() {
    return shareBytes;
  }

  @Override
  public void close() {
    cache.close();
  }
}
