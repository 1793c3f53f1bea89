package dev.crossfade.operator.demo.tux.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTextTest {

  private final CopyText text = new CopyText();

  @Test
  void separatesValuesAndEndsRows() {
    text.add(
        Arrays.asList(1L, null, true, 0.5, LocalDateTime.of(2026, 1, 15, 12, 0, 0, 7_000_000)));
    text.add(List.of(new long[] {1, 2}, new long[0]));

    assertThat(text.take()).isEqualTo("1\t\\N\tt\t0.5\t2026-01-15T12:00:00.007\n{1,2}\t{}\n");
    assertThat(text.take()).isEmpty();
  }

  @Test
  void escapesWhatCopyWouldTakeForItsOwn() {
    text.add(List.of("\\N a\tb\nc\rd 🐧"));

    assertThat(text.take()).isEqualTo("\\\\N a\\tb\\nc\\rd 🐧\n");
  }

  @Test
  void refusesAValueItCannotWrite() {
    assertThatThrownBy(() -> text.add(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
