package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LosersTest {

  private final KeyValueStore<byte[], byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("origins"), Serdes.ByteArray(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final StoreSection section = new StoreSection(store, 1);

  @BeforeEach
  void open() {
    Properties quiet = new Properties();
    quiet.put("processing.exception.handler.global.enabled", "true");
    var context =
        new MockProcessorContext<byte[], byte[]>(quiet, new TaskId(0, 0), new File("unused"));
    store.init(context.getStateStoreContext(), store);
  }

  // Seen red when Losers begins at 0, and when leave() takes nothing away.
  @Test
  void aPartitionKeepsItsCountWhereverItGoes() {
    Meter first = new Meter();
    Losers losers = new Losers(section, first);
    losers.change(1);
    losers.change(1);
    losers.change(-1);
    losers.change(1);
    assertThat(first.losers()).isEqualTo(2);

    losers.leave();
    Meter second = new Meter();
    Losers again = new Losers(section, second);

    assertThat(first.losers()).isZero();
    assertThat(second.losers()).isEqualTo(2);
    again.change(-1);
    assertThat(second.losers()).isEqualTo(1);
  }
}
