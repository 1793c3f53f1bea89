package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TreeLinesTest {

  @Test
  void aLineEndsInThePlaceOfABlankUnlessAWordWasCut() {
    String word = "(".repeat(78);

    assertThat(TreeLines.joined(word + "\n)) b\nc\n")).isEqualTo(word + ")) b c");
  }
}
