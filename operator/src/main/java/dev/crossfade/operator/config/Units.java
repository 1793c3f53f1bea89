package dev.crossfade.operator.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations ({@code 10s}) and sizes ({@code 8GiB}) as people write them. */
final class Units {

  static final String DURATION_HINT = "a number with ms, s, m, h or d, such as 10s";
  static final String SIZE_HINT = "a number with B, KiB, MiB, GiB or TiB, such as 8GiB";

  private static final Pattern NUMBER_WITH_UNIT =
      Pattern.compile("\\s*(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([A-Za-z]*)\\s*");

  private static final Map<String, BigDecimal> MILLIS =
      Map.of(
          "ms", BigDecimal.ONE,
          "s", BigDecimal.valueOf(1_000),
          "m", BigDecimal.valueOf(60_000),
          "h", BigDecimal.valueOf(3_600_000),
          "d", BigDecimal.valueOf(86_400_000));

  private static final Map<String, BigDecimal> BYTES =
      Map.ofEntries(
          Map.entry("B", BigDecimal.ONE),
          Map.entry("kB", BigDecimal.valueOf(1_000)),
          Map.entry("KB", BigDecimal.valueOf(1_000)),
          Map.entry("MB", BigDecimal.valueOf(1_000_000)),
          Map.entry("GB", BigDecimal.valueOf(1_000_000_000)),
          Map.entry("TB", BigDecimal.valueOf(1_000_000_000_000L)),
          Map.entry("KiB", BigDecimal.valueOf(1L << 10)),
          Map.entry("MiB", BigDecimal.valueOf(1L << 20)),
          Map.entry("GiB", BigDecimal.valueOf(1L << 30)),
          Map.entry("TiB", BigDecimal.valueOf(1L << 40)));

  private Units() {}

  /** Null if it is no duration. */
  static @Nullable Duration duration(String text) {
    BigDecimal millis = inUnits(text, MILLIS);
    return millis == null ? null : Duration.ofMillis(millis.longValueExact());
  }

  /** In bytes; null if it is no size. */
  static @Nullable Long bytes(String text) {
    BigDecimal bytes = inUnits(text, BYTES);
    return bytes == null ? null : bytes.longValueExact();
  }

  /** Null if the unit is unknown, or the number is no whole number of the smallest unit. */
  private static @Nullable BigDecimal inUnits(String text, Map<String, BigDecimal> units) {
    Matcher matcher = NUMBER_WITH_UNIT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    BigDecimal unit = units.get(matcher.group(2));
    if (unit == null) {
      return null;
    }
    BigDecimal total = new BigDecimal(matcher.group(1)).multiply(unit);
    boolean whole = total.stripTrailingZeros().scale() <= 0;
    return whole && total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0 ? total : null;
  }
}
