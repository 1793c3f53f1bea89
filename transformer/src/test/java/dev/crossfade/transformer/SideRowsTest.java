package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.SingleObject;
import dev.crossfade.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SideRowsTest {

  private static final KnownKeys.Budget MEMORY = new KnownKeys.Budget(1 << 20);

  private static final int KEYS = 3;
  private static final int ORIGINS = 4;

  private final KeyValueStore<byte[], byte[]> store = TaskStore.opened();
  private final Random random = new Random(Seed.of(SideRowsTest.class));

  // Red when FewRows forgets the rows it finds at a key, or does not sort them.
  @Test
  void fewRowsAreKeptInOneEntryAsManyAreInSeveral() {
    SideRows few = new FewRows(new StoreSection(store, 1, MEMORY), 0);
    SideRows many = new ManyRows(new StoreSection(store, 2, MEMORY), 0);
    for (int i = 0; i < 2_000; i++) {
      byte[] key = key(random.nextInt(KEYS));
      byte[] origin = origin(random.nextInt(ORIGINS));
      if (random.nextBoolean()) {
        byte[] fields = {(byte) i};
        few.put(key, origin, fields);
        many.put(key, origin, fields);
      } else {
        few.remove(key, origin);
        many.remove(key, origin);
      }
      assertThat(few.get(key, origin)).isEqualTo(many.get(key, origin));
      byte[] after = random.nextBoolean() ? null : origin;
      assertThat(walk(few, key, after)).isEqualTo(walk(many, key, after));
    }
  }

  // Red when StoreSection leaves the number out of a key, and when reverseAll() begins at the end
  // of the whole store.
  @Test
  void aSectionHoldsItsOwnEntriesAlone() {
    StoreSection first = new StoreSection(store, 1, MEMORY);
    StoreSection second = new StoreSection(store, 2, MEMORY);
    second.put(new byte[] {'a'}, new byte[] {2});
    assertThat(first.get(new byte[] {'a'})).isNull();
    assertThat(keys(first.reverseAll())).isEmpty();

    first.put(new byte[] {'a'}, new byte[] {1});
    first.put(new byte[] {(byte) 0xff, 'b'}, new byte[] {1});

    assertThat(second.get(new byte[] {'a'})).containsExactly(2);
    assertThat(keys(first.reverseAll())).containsExactly("[-1, 98]", "[97]");
    assertThat(keys(first.prefixScan(new byte[] {'a'}))).containsExactly("[97]");
    first.delete(new byte[] {'a'});
    assertThat(second.get(new byte[] {'a'})).containsExactly(2);
  }

  private static List<String> walk(SideRows rows, byte[] key, byte @Nullable [] after) {
    List<String> found = new ArrayList<>();
    try (SideRows.Walk walk = rows.rows(key, after)) {
      while (walk.next()) {
        found.add(Arrays.toString(walk.origin()) + "=" + Arrays.toString(walk.fields()));
      }
    }
    return found;
  }

  private static List<String> keys(KeyValueIterator<byte[], byte[]> entries) {
    List<String> keys = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(entry -> keys.add(Arrays.toString(entry.key)));
    }
    return keys;
  }

  /** A key record of one field. */
  private static byte[] key(int number) {
    byte[] key = Arrays.copyOf(SingleObject.header(1), SingleObject.HEADER_LENGTH + 1);
    key[SingleObject.HEADER_LENGTH] = (byte) number;
    return key;
  }

  /** Beyond the sign too: origins are compared as unsigned bytes. */
  private static byte[] origin(int number) {
    return new byte[] {(byte) (number * 70), 1};
  }
}
