package dev.crossfade.mapping.evaluation.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A format of to_char for numbers, and what its patterns say together.
 *
 * @param before digits before the point
 * @param after digits after it
 * @param zeroStart the first place that shows a zero, counted from 0; -1 for none
 * @param zeroEnd the last such place
 */
record NumberFormat(
    List<Part> parts,
    int before,
    int after,
    int zeroStart,
    int zeroEnd,
    boolean point,
    boolean fill,
    Sign sign) {

  /** How the sign is shown. */
  enum Sign {
    PLAIN,
    ANCHORED_BEFORE,
    ANCHORED_AFTER,
    BRACKETS,
    PLUS_ONLY,
    WRITTEN_APART
  }

  /** One pattern in upper case, or a character that stands for itself. */
  record Part(String text, boolean pattern, boolean lower) {}

  private static final List<String> PATTERNS =
      List.of("FM", "MI", "PL", "PR", "SG", "TH", "S", "9", "0", ".", ",");
  private static final List<String> UNKNOWN =
      List.of("EEEE", "RN", "SP", "TM", "B", "C", "D", "G", "L", "V");
  static final Set<String> KNOWN = Set.copyOf(PATTERNS);

  boolean zeros() {
    return zeroStart >= 0;
  }

  /**
   * Reads a format.
   *
   * @throws RefusedException if it has a pattern that is not done exactly as PostgreSQL does: one
   *     of the locale, or two signs
   */
  static NumberFormat of(String format) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < format.length()) {
      String rest = format.substring(at, Math.min(format.length(), at + 4));
      String known = beginning(PATTERNS, rest);
      String unknown = beginning(UNKNOWN, rest);
      if (unknown != null && (known == null || unknown.length() >= known.length())) {
        throw refused(unknown);
      }
      if (known != null) {
        parts.add(new Part(known, true, Character.isLowerCase(format.charAt(at))));
        at += known.length();
      } else if (format.charAt(at) == '"') {
        at = quoted(format, at + 1, parts);
      } else {
        at = character(format, format.startsWith("\\\"", at) ? at + 1 : at, parts);
      }
    }
    return described(parts);
  }

  private static RefusedException refused(String pattern) {
    return new RefusedException(
        "to_char does not write the pattern "
            + pattern
            + " of a number; it writes "
            + KNOWN.stream().sorted().toList());
  }

  /** Patterns are written in upper or in lower case, not mixed. */
  private static @org.jspecify.annotations.Nullable String beginning(
      List<String> patterns, String text) {
    for (String pattern : patterns) {
      if (text.startsWith(pattern) || text.startsWith(pattern.toLowerCase(Locale.ROOT))) {
        return pattern;
      }
    }
    return null;
  }

  private static int quoted(String format, int from, List<Part> parts) {
    int at = from;
    while (at < format.length() && format.charAt(at) != '"') {
      if (format.charAt(at) == '\\' && at + 1 < format.length()) {
        at++;
      }
      at = character(format, at, parts);
    }
    return at + 1;
  }

  private static int character(String format, int at, List<Part> parts) {
    String one = Character.toString(format.codePointAt(at));
    parts.add(new Part(one, false, false));
    return at + one.length();
  }

  private static NumberFormat described(List<Part> parts) {
    int before = 0;
    int after = 0;
    int zeroStart = -1;
    int zeroEnd = 0;
    int anchor = -1;
    boolean point = false;
    boolean fill = false;
    String signs = "";
    Sign sign = Sign.PLAIN;
    for (Part part : parts) {
      switch (part.pattern() ? part.text() : "") {
        case "9", "0" -> {
          if (sign == Sign.BRACKETS) {
            throw refused("PR before a digit");
          }
          boolean zero = part.text().equals("0");
          if (zero && zeroStart < 0 && !point) {
            zeroStart = before;
          }
          before += point ? 0 : 1;
          after += point ? 1 : 0;
          zeroEnd = zero ? before + after : zeroEnd;
        }
        case "." -> {
          if (point) {
            throw refused("of two points");
          }
          point = true;
        }
        case "FM" -> fill = true;
        case "S" -> {
          signs += "S";
          anchor = point ? anchor : before;
          sign = point ? Sign.ANCHORED_AFTER : Sign.ANCHORED_BEFORE;
        }
        case "MI", "SG" -> {
          signs += "M";
          sign = Sign.WRITTEN_APART;
        }
        case "PL" -> {
          signs += "M";
          sign = sign == Sign.WRITTEN_APART ? sign : Sign.PLUS_ONLY;
        }
        case "PR" -> {
          signs += "B";
          sign = Sign.BRACKETS;
        }
        default -> {}
      }
    }
    if (signs.matches(".*(S.|[MB]S|BM|MB|BB).*")) {
      throw refused("of two signs");
    }
    if (sign == Sign.ANCHORED_BEFORE && anchor == before) {
      sign = Sign.ANCHORED_AFTER;
    }
    return new NumberFormat(
        List.copyOf(parts), before, after, zeroStart, zeroEnd, point, fill, sign);
  }
}
