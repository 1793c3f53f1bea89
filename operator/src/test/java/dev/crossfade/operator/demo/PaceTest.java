package dev.crossfade.operator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void returnsWhenTheNextChangeIsDue() {
    long begin = System.nanoTime();
    Pace pace = new Pace(1_000);

    pace.made(30, () -> true);
    pace.made(20, () -> true);

    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void doesNotWaitForWhoeverStops() {
    new Pace(1).made(1_000_000, () -> false); // would take eleven days
  }
}
