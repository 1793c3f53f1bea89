package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.DateFormat.Kind;
import dev.crossfade.mapping.evaluation.function.DateFormat.Part;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.util.List;
import java.util.Set;

/** Reads one text by a format: to_date and to_timestamp. One use. */
final class DateFormatReader {

  /** The fields that are read; a format with any other is refused. */
  static final Set<String> FIELDS =
      Set.of(
          "HH24", "HH12", "HH", "MI", "SS", "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6",
          "SSSS", "SSSSS", "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "YYYY", "YYY",
          "YY", "Y", "MM", "MONTH", "MON", "DD", "DDD", "DAY", "DY", "FX");

  private static final List<String> MONTHS = shortened(DateFormatWriter.MONTHS);
  private static final List<String> DAYS = shortened(DateFormatWriter.DAYS);
  private static final List<String> ERAS = List.of("ad", "bc");
  private static final List<String> DOTTED_ERAS = List.of("a.d.", "b.c.");
  private static final List<String> HALVES = List.of("am", "pm");
  private static final List<String> DOTTED_HALVES = List.of("a.m.", "p.m.");

  private final List<Part> parts;
  private final String text;
  private final DateParts read = new DateParts();
  private int at;
  private boolean fixed;
  private int extra;

  DateFormatReader(DateFormat format, String text) {
    this.parts = format.parts();
    this.text = text;
  }

  private static List<String> shortened(List<String> names) {
    return names.stream().map(name -> name.substring(0, 3)).toList();
  }

  /**
   * A format that can be read.
   *
   * @throws RefusedException if it has a field that is not among {@link #FIELDS}
   */
  static DateFormat checked(String function, String format) {
    DateFormat parsed = DateFormat.of(format);
    for (Part part : parsed.parts()) {
      if (part.kind() == Kind.FIELD && !FIELDS.contains(part.field())) {
        throw new RefusedException(
            function
                + " does not read "
                + part.text()
                + "; it reads "
                + FIELDS.stream().sorted().toList());
      }
    }
    return parsed;
  }

  /**
   * What the text says.
   *
   * @throws EvaluationException 22007 or 22008 as PostgreSQL raises
   */
  DateParts read() {
    for (int i = 0; i < parts.size() && at < text.length(); i++) {
      Part part = parts.get(i);
      boolean field = part.kind() == Kind.FIELD;
      if (!fixed && !(field && part.field().equals("FX")) && (field || i == 0)) {
        skipSpaces();
      }
      if (!field) {
        character(part);
      } else {
        field(part, isFree(i));
        if (!fixed) {
          extra = 0;
          skipSpaces();
        }
      }
    }
    return read;
  }

  private void skipSpaces() {
    while (at < text.length() && DateFormat.isSpace(text.charAt(at))) {
      at++;
      extra++;
    }
  }

  private void character(Part part) {
    if (fixed) {
      skipOne();
    } else if (part.kind() == Kind.TEXT) {
      if (extra > 0) {
        extra--;
      } else {
        skipOne();
      }
    } else {
      extra--;
      char c = text.charAt(at);
      if (DateFormat.isSpace(c) || DateFormat.isSeparator(c)) {
        at++;
        extra++;
      }
    }
  }

  private void skipOne() {
    if (at < text.length()) {
      at += Character.charCount(text.codePointAt(at));
    }
  }

  /** Whether a number may have any length: what follows it is no digit. */
  private boolean isFree(int place) {
    Part part = parts.get(place);
    if (part.fill() || !part.ordinal().isEmpty() || place + 1 == parts.size()) {
      return true;
    }
    Part next = parts.get(place + 1);
    return next.kind() == Kind.FIELD
        ? !next.isNumber()
        : next.text().charAt(0) < '0' || next.text().charAt(0) > '9';
  }

  private void field(Part part, boolean free) {
    String name = part.field();
    switch (name) {
      case "FX" -> fixed = true;
      case "AM", "PM" -> half(HALVES);
      case "A.M.", "P.M." -> half(DOTTED_HALVES);
      case "AD", "BC" -> read.beforeChrist.set(word(ERAS));
      case "A.D.", "B.C." -> read.beforeChrist.set(word(DOTTED_ERAS));
      case "MONTH" -> read.month.set(word(DateFormatWriter.MONTHS) + 1);
      case "MON" -> read.month.set(word(MONTHS) + 1);
      case "DAY" -> read.weekday(word(DateFormatWriter.DAYS));
      case "DY" -> read.weekday(word(DAYS));
      default -> {
        number(name, free);
        if (!part.ordinal().isEmpty()) {
          skipOne();
          skipOne();
        }
      }
    }
  }

  private void half(List<String> names) {
    read.afternoon.set(word(names));
    read.twelveHours = true;
  }

  private void number(String name, boolean free) {
    switch (name) {
      case "HH", "HH12" -> {
        integer(read.hour, 2, free);
        read.twelveHours = true;
      }
      case "HH24" -> integer(read.hour, 2, free);
      case "MI" -> integer(read.minute, 2, free);
      case "SS" -> integer(read.second, 2, free);
      case "SSSS", "SSSSS" -> integer(read.secondOfDay, name.length(), free);
      case "MS" -> fraction(read.millis, 3, 3, free);
      case "US" -> fraction(read.micros, 6, 6, free);
      case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> {
        read.digits = name.charAt(2) - '0';
        fraction(read.micros, read.digits, 6, free);
      }
      case "MM" -> integer(read.month, 2, free);
      case "DD" -> integer(read.day, 2, free);
      case "DDD" -> integer(read.dayOfYear, 3, free);
      default -> {
        int length = integer(read.year, name.length(), free);
        if (name.length() < 4 && length < 4) {
          read.year.value = near2020(read.year.value);
        }
      }
    }
  }

  private static int near2020(int year) {
    if (year < 70) {
      return year + 2000;
    }
    return year < 100 ? year + 1900 : year < 520 ? year + 2000 : year < 1000 ? year + 1000 : year;
  }

  /** A fraction of a second: 25 is 250 thousandths. */
  private void fraction(DateParts.Slot slot, int width, int scale, boolean free) {
    int length = integer(slot, width, free);
    for (int i = length; i < scale; i++) {
      slot.value *= 10;
    }
  }

  /** Reads a whole number and returns how many characters it took. */
  private int integer(DateParts.Slot slot, int width, boolean free) {
    int start = at;
    skipSpacesOnly();
    int end = free ? text.length() : endOf(width);
    int from = at;
    while (free && from < end && DateFormat.isSpace(text.charAt(from))) {
      from++;
    }
    int stop = from < end && "+-".indexOf(text.charAt(from)) >= 0 ? from + 1 : from;
    int digits = stop;
    while (stop < end && text.charAt(stop) >= '0' && text.charAt(stop) <= '9') {
      stop++;
    }
    if (stop == digits) {
      throw invalid();
    }
    if (!free && stop < end) {
      throw invalid();
    }
    at = stop;
    slot.set(value(text.substring(from, stop)));
    return at - start;
  }

  private void skipSpacesOnly() {
    while (at < text.length() && DateFormat.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private int endOf(int width) {
    if (text.length() - at < width) {
      throw invalid();
    }
    return at + width;
  }

  private static int value(String digits) {
    if (digits.length() > 18) {
      String plain = digits.replaceFirst("^[+-]?0*", "");
      if (plain.length() > 11) {
        throw new EvaluationException("22008", "a number in a date is out of range");
      }
    }
    long value = Long.parseLong(digits.length() > 18 ? trimmed(digits) : digits);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new EvaluationException("22008", "a number in a date is out of range");
    }
    return (int) value;
  }

  private static String trimmed(String digits) {
    return digits.replaceFirst("^([+-]?)0*(?=\\d)", "$1");
  }

  private int word(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (text.length() - at >= name.length() && sameLetters(name)) {
        at += name.length();
        return i;
      }
    }
    throw invalid();
  }

  private boolean sameLetters(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (lower(name.charAt(i)) != lower(text.charAt(at + i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  static EvaluationException invalid() {
    return new EvaluationException("22007", "a text does not fit its date format");
  }
}
