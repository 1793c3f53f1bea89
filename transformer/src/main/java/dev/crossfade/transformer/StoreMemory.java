package dev.crossfade.transformer;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One bound on the memory of all stores of an instance: blocks read and rows not yet on disk. */
final class StoreMemory implements AutoCloseable {

  /** Under which the bound travels to the stores. */
  static final String KEY = "crossfade.store.memory";

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  StoreMemory(long bytesMax) {
    RocksDB.loadLibrary();
    this.cache = new LRUCache(bytesMax);
    this.writeBuffers = new WriteBufferManager(bytesMax / 2, cache);
  }

  Cache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
