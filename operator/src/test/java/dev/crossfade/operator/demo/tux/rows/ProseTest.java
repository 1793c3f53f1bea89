package dev.crossfade.operator.demo.tux.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {

  @Test
  void aTextOfALengthHasSoManyCharactersAndEndsWithoutABlank() {
    String text = new Prose(new Dice(1, "prose")).ofLength(2_000);

    assertThat(text.codePointCount(0, text.length())).isEqualTo(2_000).isLessThan(text.length());
    assertThat(text).endsWith("!");
  }

  @Test
  void theSameDiceWriteTheSameText() {
    assertThat(new Prose(new Dice(1, "prose")).words(50, 50))
        .isEqualTo(new Prose(new Dice(1, "prose")).words(50, 50))
        .isNotEqualTo(new Prose(new Dice(2, "prose")).words(50, 50))
        .isNotEqualTo(new Prose(new Dice(1, "verse")).words(50, 50));
  }
}
