package dev.crossfade.transformer;

import java.io.File;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A task's store in memory. */
final class TaskStore {

  private TaskStore() {}

  /** A store that is open. */
  static KeyValueStore<byte[], byte[]> opened() {
    KeyValueStore<byte[], byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreSection.STORE),
                Serdes.ByteArray(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context(0).getStateStoreContext(), store);
    return store;
  }

  static MockProcessorContext<byte[], byte[]> context(int partition) {
    Properties quiet = new Properties();
    quiet.put("processing.exception.handler.global.enabled", "true");
    return new MockProcessorContext<>(quiet, new TaskId(0, partition), new File("unused"));
  }

  /** As Streams has it in a wake-up: a record without a topic. */
  @SuppressWarnings("NullAway") // Streams' own type says nothing of it
  static void ofNoRecord(MockProcessorContext<byte[], byte[]> context) {
    context.setRecordMetadata(null, -1, -1);
  }
}
