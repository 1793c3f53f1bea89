package dev.crossfade.extractor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.WireType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextValuesTest {

  private static long number(WireType wire, String text) {
    RowWriter out = new RowWriter(16);
    TextValues.put(wire, text, out);
    return RowView.rawLong(out.toBytes(), 1);
  }

  @Test
  void everyDateIsTheDayThatJavaSaysItIs() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long day = random.nextInt(4_000_000) - 2_000_000;
      LocalDate date = LocalDate.ofEpochDay(day);
      String text =
          String.format(
              "%04d-%02d-%02d%s",
              date.get(ChronoField.YEAR_OF_ERA),
              date.getMonthValue(),
              date.getDayOfMonth(),
              date.getEra() == IsoEra.BCE ? " BC" : "");
      assertThat(number(WireType.DATE, text)).as(text).isEqualTo(day);
    }
  }

  @Test
  void everyTimestampIsTheMicrosecondThatJavaSaysItIs() {
    Random random = new Random(8);
    DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    for (int i = 0; i < 100_000; i++) {
      long micros = random.nextLong(4_000_000_000_000_000L) - 2_000_000_000_000_000L;
      LocalDateTime at =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L),
              (int) Math.floorMod(micros, 1_000_000L) * 1000,
              ZoneOffset.UTC);
      String text = at.format(form);
      assertThat(number(WireType.TIMESTAMP, text)).as(text).isEqualTo(micros);
      assertThat(number(WireType.TIMESTAMPTZ, text + "+00")).as(text).isEqualTo(micros);
    }
  }

  @Test
  void infinitiesAreTheExtremes() {
    assertThat(number(WireType.DATE, "infinity")).isEqualTo(Integer.MAX_VALUE);
    assertThat(number(WireType.DATE, "-infinity")).isEqualTo(Integer.MIN_VALUE);
    assertThat(number(WireType.TIMESTAMP, "infinity")).isEqualTo(Long.MAX_VALUE);
    assertThat(number(WireType.TIMESTAMPTZ, "-infinity")).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aSessionThatPrintsOtherwiseIsNoticed() {
    assertThatThrownBy(() -> number(WireType.TIMESTAMPTZ, "2024-01-01 00:00:00+05:30"))
        .hasMessageContaining("UTC");
    assertThatThrownBy(() -> TextValues.put(WireType.BYTES, "abc", new RowWriter(8)))
        .hasMessageContaining("hex");
  }
}
