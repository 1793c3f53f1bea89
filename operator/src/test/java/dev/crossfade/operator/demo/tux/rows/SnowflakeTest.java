package dev.crossfade.operator.demo.tux.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnowflakeTest {

  @Test
  void noTwoIdsAreTheSame() {
    Set<Long> ids = new HashSet<>();
    for (Snowflake kind : Snowflake.values()) {
      for (long number = 0; number < 10_000; number++) {
        ids.add(kind.id(number));
        ids.add(kind.id(1_000_000_000 + number));
      }
    }
    assertThat(ids).hasSize(Snowflake.values().length * 20_000).allMatch(id -> id > 1L << 53);
  }

  @Test
  void theLastNumberStillHasAnId() {
    assertThat(Snowflake.MESSAGE.id(2_000_000_000)).isPositive();
  }
}
