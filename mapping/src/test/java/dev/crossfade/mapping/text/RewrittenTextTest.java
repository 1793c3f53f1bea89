package dev.crossfade.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RewrittenTextTest {

  @Test
  void knowsWhereEachCharacterCameFrom() {
    SourceText source = new SourceText("m.sql", "0123456789");

    RewrittenText text =
        RewrittenText.of(
            source,
            2,
            9,
            List.of(new RewrittenText.Edit(6, 7, "six"), new RewrittenText.Edit(4, 5, "")));

    assertThat(text.text()).isEqualTo("235six78");
    assertThat(text.sourceOf(0)).isEqualTo(2);
    assertThat(text.sourceOf(2)).isEqualTo(5);
    assertThat(text.sourceOf(4)).isEqualTo(6);
    assertThat(text.sourceOf(6)).isEqualTo(7);
    assertThat(text.sourceOf(8)).isEqualTo(9);
  }
}
