package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.NumberFormat.Part;
import dev.crossfade.mapping.evaluation.function.NumberFormat.Sign;

/**
 * Writes one number by a format, place by place, with PostgreSQL's corner cases. One use.
 *
 * <p>A place is a 9, a 0 or the point; {@code number} is the text that fills the last of them.
 */
final class NumberFormatWriter {

  private static final int NONE = -1;

  private final NumberFormat format;
  private final String number;
  private final boolean minus;
  private final boolean brackets;
  private final int after;
  private final int blanks;
  private final int places;
  private final int lastRelevant;
  private final StringBuilder out = new StringBuilder();
  private boolean signWritten;
  private boolean digitWritten;
  private int place;
  private int at;
  private int cut = Integer.MAX_VALUE;

  /**
   * A writer of one number.
   *
   * @param text with a minus if it is negative and with {@code after} digits after its point
   * @param after how many of the format's digits after the point are shown
   */
  NumberFormatWriter(NumberFormat format, String text, int after) {
    this.format = format;
    this.after = after;
    minus = text.startsWith("-");
    String digits = minus ? text.substring(1) : text;
    int point = digits.indexOf('.');
    int whole = point < 0 ? digits.length() : point;
    number =
        whole > format.before() ? "#".repeat(format.before()) + "." + "#".repeat(after) : digits;
    blanks = Math.max(0, format.before() - whole);
    brackets = format.sign() == Sign.BRACKETS && (minus || !format.fill());
    signWritten =
        switch (format.sign()) {
          case WRITTEN_APART -> true;
          case PLUS_ONLY, ANCHORED_BEFORE, ANCHORED_AFTER -> false;
          case PLAIN, BRACKETS -> !minus && format.fill();
        };
    lastRelevant = format.fill() && format.point() ? lastRelevant() : NONE;
    places = after + format.before() - 1 + (!signWritten && blanks == 0 ? 1 : 0);
  }

  /** The last digit after the point that is no zero, or that a 0 in the format keeps. */
  private int lastRelevant() {
    int last = number.indexOf('.');
    if (last < 0) {
      return NONE;
    }
    for (int i = last + 1; i < number.length(); i++) {
      last = number.charAt(i) == '0' ? last : i;
    }
    if (format.zeroEnd() > blanks) {
      last = Math.max(last, Math.min(number.length() - 1, format.zeroEnd() - blanks));
    }
    return last;
  }

  String write() {
    for (Part part : format.parts()) {
      if (!part.pattern()) {
        out.append(part.text());
        continue;
      }
      switch (part.text()) {
        case "9", "0", "." -> place(part.text().equals("0"));
        case "," -> {
          if (digitWritten) {
            out.append(',');
          } else if (!format.fill()) {
            out.append(' ');
          }
        }
        case "TH" -> {
          if (!number.startsWith("#") && !minus && !format.point()) {
            out.append(DateFormatWriter.ordinal(number, part.lower() ? "th" : "TH"));
          }
        }
        case "MI" -> sign(minus, '-');
        case "PL" -> sign(!minus, '+');
        case "SG" -> out.append(minus ? '-' : '+');
        default -> {}
      }
    }
    return out.substring(0, Math.min(cut, out.length()));
  }

  private void sign(boolean shown, char sign) {
    if (shown) {
      out.append(sign);
    } else if (!format.fill()) {
      out.append(' ');
    }
  }

  private void place(boolean zero) {
    digitWritten = false;
    boolean reached = place >= blanks || (format.zeros() && format.zeroStart() == place);
    if (!signWritten && reached && (!isSpaceBeforePoint() || relevantIsPoint())) {
      leadingSign();
    }
    if (place < blanks && (format.zeroStart() > place || !format.zeros())) {
      if (!format.fill()) {
        out.append(' ');
      }
    } else if (place < blanks) {
      out.append('0');
      digitWritten = true;
    } else {
      digit(zero);
    }
    trailingSign();
    place++;
  }

  /** A zero alone before the point is a blank. */
  private boolean isSpaceBeforePoint() {
    return !format.zeros() && at == 0 && number.startsWith("0") && after != 0;
  }

  private boolean relevantIsPoint() {
    return lastRelevant != NONE && number.charAt(lastRelevant) == '.';
  }

  private void leadingSign() {
    switch (format.sign()) {
      case ANCHORED_BEFORE -> out.append(minus ? '-' : '+');
      case ANCHORED_AFTER -> {
        return;
      }
      case BRACKETS -> bracketOrBlank();
      default -> plainSign();
    }
    signWritten = true;
  }

  private void bracketOrBlank() {
    if (brackets) {
      out.append(minus ? '<' : ' ');
    } else {
      plainSign();
    }
  }

  private void plainSign() {
    if (minus) {
      out.append('-');
    } else if (!format.fill()) {
      out.append(' ');
    }
  }

  private void digit(boolean zero) {
    char next = at < number.length() ? number.charAt(at) : '\0';
    if (next == '.') {
      if (!relevantIsPoint() || format.fill()) {
        out.append('.');
      }
    } else if (lastRelevant != NONE && at > lastRelevant && !zero) {
      // the zeros at the end are left out
    } else if (isSpaceBeforePoint()) {
      if (!format.fill()) {
        out.append(' ');
      } else if (relevantIsPoint()) {
        out.append('0');
      }
    } else if (next != '\0') {
      out.append(next);
      digitWritten = true;
    } else {
      cut = Math.min(cut, out.length()); // PostgreSQL ends its text here
      digitWritten = true;
    }
    at += next == '\0' ? 0 : 1;
  }

  private void trailingSign() {
    int end = places + (blanks > 0 ? 1 : 0) + (format.point() ? 1 : 0);
    if (lastRelevant != NONE && lastRelevant == at) {
      end = place;
    }
    if (place + 1 != end) {
      return;
    }
    if (signWritten && brackets) {
      out.append(minus ? '>' : ' ');
    } else if (format.sign() == Sign.ANCHORED_AFTER) {
      out.append(minus ? '-' : '+');
    }
  }
}
