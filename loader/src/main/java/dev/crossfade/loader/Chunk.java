package dev.crossfade.loader;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll gave of one partition.
 *
 * @param from where the reader stood before: not the first record's offset, since transaction
 *     markers and compaction leave gaps
 * @param to where it stood after
 * @param bytes about how much memory the records take
 */
record Chunk(
    int partition, long from, long to, List<ConsumerRecord<byte[], byte[]>> records, long bytes) {

  private static final int RECORD_OVERHEAD_BYTES = 150;

  static Chunk of(int partition, long from, long to, List<ConsumerRecord<byte[], byte[]>> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes +=
          RECORD_OVERHEAD_BYTES
              + Math.max(0, record.serializedKeySize())
              + Math.max(0, record.serializedValueSize());
    }
    return new Chunk(partition, from, to, records, bytes);
  }
}
