package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** To say that a key is not there when it is would lose what it holds: that never happens. */
class KnownKeysTest {

  private static final int MANY = 100_000;
  private static final int PLENTY = 8 << 20;

  private static byte[] key(int number) {
    return ByteBuffer.allocate(8).putInt(number).putInt(number * 31).array();
  }

  private static KnownKeys filled(KnownKeys.Budget budget) {
    KnownKeys known = new KnownKeys(budget);
    IntStream.range(0, MANY).forEach(i -> known.add(key(i)));
    return known;
  }

  // Red when it loses a hash as it grows.
  @Test
  void whatWasPutMayBeThereAndHardlyAnythingElse() {
    KnownKeys known = filled(new KnownKeys.Budget(PLENTY));

    assertThat(IntStream.range(0, MANY).filter(i -> !known.mayHold(key(i)))).isEmpty();
    assertThat(IntStream.range(MANY, 2 * MANY).filter(i -> known.mayHold(key(i))).count())
        .isLessThan(MANY / 1000);
  }

  @Test
  void withoutMemoryForMoreEveryKeyMayBeThere() {
    KnownKeys known = filled(new KnownKeys.Budget(PLENTY / 64));

    assertThat(IntStream.range(0, 2 * MANY).filter(i -> !known.mayHold(key(i)))).isEmpty();
  }

  @Test
  void theMemoryOfATaskThatIsGoneComesBack() {
    KnownKeys.Budget budget = new KnownKeys.Budget(1024);
    assertThat(new KnownKeys(budget).mayHold(key(1))).isFalse();

    Deadline.until(
        Duration.ofSeconds(30),
        "there is memory for another",
        () -> {
          System.gc();
          return !new KnownKeys(budget).mayHold(key(1));
        });
  }

  // Red when a section begins with no keys known although it holds some.
  @Test
  void aSectionThatHoldsSomethingWhenItsTaskBeginsIsAlwaysAsked() {
    KeyValueStore<byte[], byte[]> store = TaskStore.opened();
    KnownKeys.Budget budget = new KnownKeys.Budget(PLENTY);
    new StoreSection(store, 1, budget).put(key(1), new byte[] {7});

    assertThat(new StoreSection(store, 1, budget).get(key(1))).containsExactly(7);
    assertThat(new StoreSection(store, 2, budget).get(key(1))).isNull();
  }
}
