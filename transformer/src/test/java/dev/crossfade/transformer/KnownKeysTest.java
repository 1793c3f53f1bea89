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

  // Red when a table that grows takes only the difference: until it is done there are both.
  @Test
  void aTableThatGrowsHasRoomBesideItsFormerSelfOrIsGivenUp() {
    int both = (256 + 512) * Integer.BYTES;
    KnownKeys grown = new KnownKeys(new KnownKeys.Budget(both));
    KnownKeys givenUp = new KnownKeys(new KnownKeys.Budget(both - Integer.BYTES));
    for (int i = 0; i < 200; i++) {
      grown.add(key(i));
      givenUp.add(key(i));
    }

    assertThat(IntStream.range(0, 200).allMatch(i -> grown.mayHold(key(i)))).isTrue();
    assertThat(grown.mayHold(key(MANY))).isFalse();
    assertThat(givenUp.mayHold(key(MANY))).isTrue();
  }

  // Red when what was granted counts only once it is used: each thread could exceed the budget.
  @Test
  void whatOneThreadWasGrantedNoOtherGets() {
    KnownKeys.Budget budget = new KnownKeys.Budget(1024 * Integer.BYTES);
    KnownKeys one = new KnownKeys(budget);
    KnownKeys other = new KnownKeys(budget);

    assertThat(budget.grants(one, 512)).isTrue();
    assertThat(budget.grants(other, 512)).isFalse();
    budget.takesBack(one, 512);
    assertThat(budget.grants(other, 512)).isTrue();
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
