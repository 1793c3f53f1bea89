package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LosersTest {

  private final StoreSection section =
      new StoreSection(TaskStore.opened(), 1, new KnownKeys.Budget(1 << 20));

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
