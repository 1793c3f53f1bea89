package dev.crossfade.operator.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersStandRight() {
    assertThat(new TextTable("table", "rows").row("Größe", "1,000").row("b", "7").lines())
        .containsExactly("table   rows", "Größe  1,000", "b          7");
  }

  @Test
  void amountsReadAsPeopleWriteThem() {
    assertThat(Amounts.count(80_000L)).isEqualTo("80,000");
    assertThat(Amounts.count(null)).isEqualTo("-");
    assertThat(Amounts.rate(1234.4)).isEqualTo("1,234/s");
    assertThat(Amounts.rate(0.1)).isEqualTo("-");
    assertThat(Amounts.seconds(0.35)).isEqualTo("350 ms");
    assertThat(Amounts.seconds(2.08)).isEqualTo("2.1 s");
    assertThat(Amounts.seconds(250.0)).isEqualTo("4 min 10 s");
    assertThat(Amounts.seconds(11_520.0)).isEqualTo("3 h 12 min");
    assertThat(Amounts.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Amounts.bytes(12)).isEqualTo("12 B");
  }
}
