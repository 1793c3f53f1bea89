package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.WireType;
import java.time.LocalDate;

/** Dates and timestamps from their wire form into PostgreSQL's text, {@code DateStyle = ISO}. */
public final class TemporalText {

  private static final long DAY_MICROS = 86_400_000_000L;

  private TemporalText() {}

  /** {@code 2024-02-29}, {@code 0044-03-15 BC}, {@code infinity}. */
  public static String date(int days) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      return infinity(days > 0);
    }
    StringBuilder text = new StringBuilder(16);
    boolean beforeChrist = day(days, text);
    return beforeChrist ? text.append(" BC").toString() : text.toString();
  }

  /** {@code 2024-02-29 13:00:00.5}. */
  public static String timestamp(long micros) {
    return timestamp(micros, "");
  }

  /** {@code 2024-02-29 13:00:00.5+00}. */
  public static String timestamptz(long micros) {
    return timestamp(micros, "+00");
  }

  private static String timestamp(long micros, String zone) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return infinity(micros > 0);
    }
    long since2000 = micros - WireType.POSTGRES_EPOCH_MICROS; // wraps as it did on the way in
    long days = Math.floorDiv(since2000, DAY_MICROS) + WireType.POSTGRES_EPOCH_DAYS;
    long ofDay = Math.floorMod(since2000, DAY_MICROS);
    StringBuilder text = new StringBuilder(32);
    boolean beforeChrist = day(days, text);
    long seconds = ofDay / 1_000_000;
    text.append(' ');
    padded(seconds / 3600, 2, text);
    text.append(':');
    padded(seconds / 60 % 60, 2, text);
    text.append(':');
    padded(seconds % 60, 2, text);
    long fraction = ofDay % 1_000_000;
    if (fraction != 0) {
      text.append('.');
      padded(fraction, 6, text);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    text.append(zone);
    return beforeChrist ? text.append(" BC").toString() : text.toString();
  }

  /** Appends the day; whether it is before Christ is for the caller to say at the end. */
  private static boolean day(long days, StringBuilder text) {
    LocalDate date = LocalDate.ofEpochDay(days);
    int year = date.getYear();
    padded(year > 0 ? year : 1L - year, 4, text);
    text.append('-');
    padded(date.getMonthValue(), 2, text);
    text.append('-');
    padded(date.getDayOfMonth(), 2, text);
    return year <= 0;
  }

  private static void padded(long number, int width, StringBuilder text) {
    String digits = Long.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    text.append(digits);
  }

  private static String infinity(boolean positive) {
    return positive ? "infinity" : "-infinity";
  }
}
