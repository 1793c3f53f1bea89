package dev.crossfade.mapping.evaluation.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A format of to_char, to_date and to_timestamp, cut as PostgreSQL cuts it. */
record DateFormat(List<Part> parts) {

  /** What a part of a format is. */
  enum Kind {
    FIELD,
    SEPARATOR,
    SPACE,
    TEXT
  }

  /**
   * One field, or one character.
   *
   * @param text as it is written: {@code HH24}, {@code Month}
   * @param fill whether FM stands before it
   * @param ordinal TH, th, or nothing
   */
  record Part(Kind kind, String text, boolean fill, String ordinal) {

    /** A field's name in upper case. */
    String field() {
      return text.toUpperCase(Locale.ROOT);
    }

    boolean isNumber() {
      return kind == Kind.FIELD && !WORDS.contains(field());
    }
  }

  private static final Set<String> WORDS =
      Set.of(
          "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "P.M.", "PM", "MONTH", "MON", "DAY", "DY", "FX",
          "RM", "TZ", "TZH", "OF");

  /** Longer ones first, so that a field is never taken for its beginning. */
  private static final List<String> FIELDS =
      Stream.concat(
              Stream.concat(
                      WORDS.stream(),
                      Stream.of(
                          "CC", "DDD", "DD", "D", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "HH24",
                          "HH12", "HH", "IDDD", "ID", "IW", "IYYY", "IYY", "IY", "I", "J", "MI",
                          "MM", "MS", "Q", "SSSSS", "SSSS", "SS", "TZM", "US", "WW", "W", "Y,YYY",
                          "YYYY", "YYY", "YY", "Y"))
                  .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT))),
              Stream.of("Day", "Dy", "Month", "Mon"))
          .sorted(Comparator.comparing(String::length).reversed())
          .toList();

  /**
   * Cuts a format.
   *
   * @throws RefusedException for TM and SP
   */
  static DateFormat of(String format) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < format.length()) {
      boolean fill = format.startsWith("FM", at) || format.startsWith("fm", at);
      at += fill ? 2 : 0;
      refuse(format, at, "TM");
      String field = fieldAt(format, at);
      if (field != null) {
        at += field.length();
        refuse(format, at, "SP");
        String ordinal =
            format.startsWith("TH", at) ? "TH" : format.startsWith("th", at) ? "th" : "";
        at += ordinal.length();
        parts.add(new Part(Kind.FIELD, field, fill, ordinal));
      } else if (at < format.length()) {
        at = format.charAt(at) == '"' ? quoted(format, at + 1, parts) : plain(format, at, parts);
      }
    }
    return new DateFormat(List.copyOf(parts));
  }

  private static void refuse(String format, int at, String modifier) {
    if (format.startsWith(modifier, at) || (modifier.equals("TM") && format.startsWith("tm", at))) {
      throw new RefusedException("the modifier " + modifier + " of a date format is not known");
    }
  }

  private static @org.jspecify.annotations.Nullable String fieldAt(String format, int at) {
    for (String field : FIELDS) {
      if (format.startsWith(field, at)) {
        return field;
      }
    }
    return null;
  }

  /** In quotes a backslash takes the next character as it is. */
  private static int quoted(String format, int from, List<Part> parts) {
    int at = from;
    while (at < format.length() && format.charAt(at) != '"') {
      if (format.charAt(at) == '\\' && at + 1 < format.length()) {
        at++;
      }
      at = character(format, at, Kind.TEXT, parts);
    }
    return at + 1;
  }

  private static int plain(String format, int from, List<Part> parts) {
    int at = format.startsWith("\\\"", from) ? from + 1 : from;
    char c = format.charAt(at);
    Kind kind = isSeparator(c) ? Kind.SEPARATOR : isSpace(c) ? Kind.SPACE : Kind.TEXT;
    return character(format, at, kind, parts);
  }

  private static int character(String format, int at, Kind kind, List<Part> parts) {
    String one = Character.toString(format.codePointAt(at));
    parts.add(new Part(kind, one, false, ""));
    return at + one.length();
  }

  static boolean isSeparator(char c) {
    boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return c > 0x20 && c < 0x7f && !letter && !(c >= '0' && c <= '9');
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
