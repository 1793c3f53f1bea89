package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.WireFormatException;
import java.nio.charset.StandardCharsets;

/**
 * {@code numeric} from its text into its binary form: digits to base 10,000, the weight of the
 * first, the sign, and the display scale ({@code numeric_recv} in PostgreSQL's numeric.c).
 */
final class NumericBinary {

  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int MINUS_INFINITY = 0xF000;

  private NumericBinary() {}

  /** Appends length and value of the number whose text stands at {@code from}. */
  static void append(byte[] text, int from, int count, CopyBuffer out) {
    int end = from + count;
    int at = from;
    boolean negative = false;
    if (at < end && text[at] == '-') {
      negative = true;
      at++;
    }
    if (at < end && (text[at] == 'N' || text[at] == 'I')) {
      special(new String(text, from, count, StandardCharsets.US_ASCII), out);
      return;
    }
    int point = at;
    while (point < end && text[point] != '.') {
      point++;
    }
    int scale = point == end ? 0 : end - point - 1;
    int whole = point - at;
    if (whole + scale == 0) {
      throw notNumeric();
    }
    int lengthAt = out.length();
    out.int32(0).int16(0).int16(0).int16(negative ? NEGATIVE : 0).int16(scale);
    int groupsBefore = (whole + 3) / 4;
    int groupsAfter = (scale + 3) / 4;
    int written = 0;
    int lastNonZero = 0;
    int weight = 0;
    for (int group = 0; group < groupsBefore + groupsAfter; group++) {
      int value = 0;
      for (int digit = 0; digit < 4; digit++) {
        // position of the digit relative to the point: negative before it
        int place = (group - groupsBefore) * 4 + digit;
        int source = place < 0 ? point + place : point + 1 + place;
        boolean present = place < 0 ? source >= at : source < end;
        value = value * 10 + (present ? digit(text[source]) : 0);
      }
      if (written == 0 && value == 0) {
        continue;
      }
      if (written == 0) {
        weight = groupsBefore - 1 - group;
      }
      out.int16(value);
      written++;
      if (value != 0) {
        lastNonZero = written;
      }
    }
    // Trailing zero groups may stand: numeric_recv strips them. The count must match what we sent.
    out.fill32(lengthAt, 8 + 2 * written);
    out.fill16(lengthAt + 4, written);
    out.fill16(lengthAt + 6, weight);
    if (lastNonZero == 0) {
      out.fill16(lengthAt + 8, 0); // -0 is 0
    }
  }

  private static int digit(byte b) {
    int digit = b - '0';
    if (digit < 0 || digit > 9) {
      throw notNumeric();
    }
    return digit;
  }

  private static void special(String text, CopyBuffer out) {
    int sign =
        switch (text) {
          case "NaN" -> NAN;
          case "Infinity" -> INFINITY;
          case "-Infinity" -> MINUS_INFINITY;
          default -> throw notNumeric();
        };
    out.int32(8).int16(0).int16(0).int16(sign).int16(0);
  }

  private static WireFormatException notNumeric() {
    return new WireFormatException("not a numeric as PostgreSQL prints it");
  }
}
