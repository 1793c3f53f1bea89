package dev.crossfade.operator.terminal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
public final class Amounts {

  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Amounts() {}

  /** {@code 80,000}; {@code -} if unknown. */
  public static String count(@Nullable Long number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1,234/s}. */
  public static String rate(double perSecond) {
    return perSecond < 0.5 ? "-" : String.format(Locale.ROOT, "%,d/s", Math.round(perSecond));
  }

  /**
   * {@code 350 ms}, {@code 2.1 s}, {@code 4 min 10 s}, {@code 3 h 12 min}; {@code -} if unknown.
   */
  public static String seconds(@Nullable Double seconds) {
    if (seconds == null) {
      return "-";
    }
    if (seconds < 1) {
      return Math.round(seconds * 1000) + " ms";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** {@code 1.5 GiB}. */
  public static String bytes(double bytes) {
    double rest = bytes;
    int unit = 0;
    while (rest >= 1024 && unit < BYTE_UNITS.length - 1) {
      rest /= 1024;
      unit++;
    }
    String form = unit == 0 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, rest, BYTE_UNITS[unit]);
  }
}
