package dev.crossfade.operator.demo.tux.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.operator.demo.tux.rows.Dice;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PoolTest {

  private final Pool<String> pool = new Pool<>();
  private final Dice dice = new Dice(1, "pool");

  @Test
  void anEmptyPoolHasNothingToPick() {
    pool.add("a");
    pool.remove("a");

    assertThat(pool.pick(dice)).isEmpty();
  }

  @Test
  void picksWhatIsInAndNothingElse() {
    for (String thing : new String[] {"a", "b", "c", "d", "b"}) {
      pool.add(thing);
    }
    pool.remove("a");
    pool.remove("d");
    pool.remove("z");

    Set<String> picked = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      picked.add(pool.pick(dice).orElseThrow());
    }
    assertThat(picked).containsExactly("b", "c");
    assertThat(pool.size()).isEqualTo(2);
  }
}
