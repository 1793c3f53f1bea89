package dev.crossfade.transformer;

import java.io.File;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
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

  /** One that keeps what is sent. */
  static MockProcessorContext<byte[], byte[]> context(int partition) {
    return new MockProcessorContext<>(quiet(), new TaskId(0, partition), new File("unused"));
  }

  /** One that hands over what is sent while it is sent, as Streams does. */
  static MockProcessorContext<byte[], byte[]> context(
      int partition, Delivery<byte[], byte[]> delivery) {
    return new AtOnce<>(partition, delivery);
  }

  /** Where a record goes, and to which node. */
  interface Delivery<K, V> {
    void deliver(Record<K, V> record, String childName);
  }

  private static final class AtOnce<K, V> extends MockProcessorContext<K, V> {
    private final Delivery<K, V> delivery;

    AtOnce(int partition, Delivery<K, V> delivery) {
      super(quiet(), new TaskId(0, partition), new File("unused"));
      this.delivery = delivery;
    }

    @Override
    public <A extends K, B extends V> void forward(Record<A, B> record, String childName) {
      delivery.deliver(
          new Record<>(record.key(), record.value(), record.timestamp(), record.headers()),
          childName);
    }
  }

  private static Properties quiet() {
    Properties quiet = new Properties();
    quiet.put("processing.exception.handler.global.enabled", "true");
    return quiet;
  }

  /** As Streams has it in a wake-up: a record without a topic. */
  @SuppressWarnings("NullAway") // Streams' own type says nothing of it
  static void ofNoRecord(MockProcessorContext<byte[], byte[]> context) {
    context.setRecordMetadata(null, -1, -1);
  }
}
