package dev.crossfade.transformer;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/** Gives every store its part of the instance's one {@link StoreMemory}. Made by Streams. */
public final class BoundedStores implements RocksDBConfigSetter {

  private static final int BLOCK_BYTES = 8 << 10;

  /** A row is asked for before it is first kept: its absence is cheap to tell. */
  private static final double MEMTABLE_BLOOM = 0.1;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (!(configs.get(StoreMemory.KEY) instanceof StoreMemory memory)) {
      throw new IllegalArgumentException("no " + StoreMemory.KEY + " for store " + storeName);
    }
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table
          .setBlockCache(memory.cache())
          .setCacheIndexAndFilterBlocks(true)
          .setPinTopLevelIndexAndFilter(true)
          .setPinL0FilterAndIndexBlocksInCache(true)
          .setBlockSize(BLOCK_BYTES)
          .setFilterPolicy(new BloomFilter(10));
      options.setTableFormatConfig(table);
    }
    options
        .setWriteBufferSize(memory.shareBytes())
        .setMaxWriteBufferNumber(2)
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM)
        .setMemtableWholeKeyFiltering(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // The memory is shared: its owner closes it.
  }
}
