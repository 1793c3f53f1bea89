package dev.crossfade.extractor.stream;

import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.WireType;

/**
 * Brings PostgreSQL's text of a value to its wire form: the same bytes that the snapshot makes of
 * the value's binary form. The session that prints is pinned to ISO dates and UTC.
 */
final class TextValues {

  private static final long DAY_MICROS = 86_400_000_000L;

  private TextValues() {}

  static void put(WireType wire, String text, RowWriter out) {
    switch (wire) {
      case BOOLEAN -> out.putBoolean(text.charAt(0) == 't');
      case INT -> out.putInt(Integer.parseInt(text));
      case LONG -> out.putLong(Long.parseLong(text));
      case FLOAT -> out.putFloat(Float.parseFloat(text));
      case DOUBLE -> out.putDouble(Double.parseDouble(text));
      case BYTES -> {
        byte[] bytes = fromHex(text);
        out.putBytes(bytes, 0, bytes.length);
      }
      case DATE -> out.putInt(days(text));
      case TIMESTAMP, TIMESTAMPTZ -> out.putLong(micros(text));
      case TEXT -> out.putText(text);
      case LATE -> throw new IllegalStateException("an old row has no late reference");
    }
  }

  /** {@code \x0aff}, as under {@code bytea_output = hex}. */
  private static byte[] fromHex(String text) {
    if (!text.startsWith("\\x")) {
      throw new IllegalStateException("the session that reads the log does not print bytea as hex");
    }
    byte[] bytes = new byte[text.length() / 2 - 1];
    for (int i = 0; i < bytes.length; i++) {
      int at = 2 * i + 2;
      bytes[i] =
          (byte)
              (Character.digit(text.charAt(at), 16) << 4
                  | Character.digit(text.charAt(at + 1), 16));
    }
    return bytes;
  }

  /** Days since 1970 of {@code 2024-02-29}, {@code 0044-03-15 BC}, {@code infinity}. */
  private static int days(String text) {
    if (text.endsWith("infinity")) {
      return text.charAt(0) == '-' ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return (int) dayOf(text, text.length());
  }

  /** Microseconds since 1970 of {@code 2024-02-29 13:14:15.1617+00 BC}; zone and era optional. */
  private static long micros(String text) {
    if (text.endsWith("infinity")) {
      return text.charAt(0) == '-' ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    int space = text.indexOf(' ');
    long micros = dayOf(text, space) * DAY_MICROS; // wraps like the snapshot's, see WireType
    micros += number(text, space + 1, space + 3) * 3_600_000_000L;
    micros += number(text, space + 4, space + 6) * 60_000_000L;
    micros += number(text, space + 7, space + 9) * 1_000_000L;
    int at = space + 9;
    if (at < text.length() && text.charAt(at) == '.') {
      long unit = 100_000;
      for (at++; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
        micros += (text.charAt(at) - '0') * unit;
        unit /= 10;
      }
    }
    if (at < text.length() && text.charAt(at) != ' ' && !text.startsWith("+00", at)) {
      throw new IllegalStateException("the session that reads the log does not print UTC");
    }
    return micros;
  }

  /**
   * The day of a date that ends at {@code end}. Civil days as in <a
   * href="https://howardhinnant.github.io/date_algorithms.html#days_from_civil">Hinnant's
   * days_from_civil</a>.
   */
  private static long dayOf(String text, int end) {
    int monthDash = text.indexOf('-');
    long year = number(text, 0, monthDash);
    if (text.endsWith(" BC")) {
      year = 1 - year; // there is no year 0
    }
    long month = number(text, monthDash + 1, monthDash + 3);
    long day = number(text, monthDash + 4, Math.min(end, monthDash + 6));
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  private static long number(String text, int from, int to) {
    return Long.parseLong(text, from, to, 10);
  }
}
