package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.DateFormat.Part;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a moment or an interval by a format: to_char. */
final class DateFormatWriter {

  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
  private static final List<String> ROMAN =
      List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

  private static final Set<String> OF_INTERVALS =
      Set.of(
          "HH24", "HH12", "HH", "MI", "SS", "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6",
          "SSSS", "SSSSS", "AM", "PM", "A.M.", "P.M.", "YYYY", "YYY", "YY", "Y", "Y,YYY", "CC",
          "MM", "DD", "DDD");

  /** Writes one part. */
  private interface Piece {
    void write(DateFields fields, StringBuilder out);
  }

  private final List<Piece> pieces = new ArrayList<>();

  /**
   * A writer for one format.
   *
   * @param zoned whether the moments have a zone, which is UTC
   * @throws RefusedException if the format has what is not done exactly as PostgreSQL does
   */
  DateFormatWriter(String format, boolean interval, boolean zoned) {
    for (Part part : DateFormat.of(format).parts()) {
      if (part.kind() != DateFormat.Kind.FIELD) {
        pieces.add((fields, out) -> out.append(part.text()));
        continue;
      }
      if (interval && !OF_INTERVALS.contains(part.field())) {
        throw new RefusedException(
            "to_char does not write "
                + part.text()
                + " of an interval; it writes "
                + OF_INTERVALS.stream().sorted().toList());
      }
      pieces.add(piece(part, zoned));
    }
  }

  String write(DateFields fields) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      piece.write(fields, out);
    }
    return out.toString();
  }

  private static Piece piece(Part part, boolean zoned) {
    return switch (part.field()) {
      case "AM", "PM" -> word(part, f -> Math.floorMod(f.hour(), 24) >= 12 ? "PM" : "AM");
      case "A.M.", "P.M." -> word(part, f -> Math.floorMod(f.hour(), 24) >= 12 ? "P.M." : "A.M.");
      case "AD", "BC" -> word(part, f -> f.beforeChrist() ? "BC" : "AD");
      case "A.D.", "B.C." -> word(part, f -> f.beforeChrist() ? "B.C." : "A.D.");
      case "MONTH" -> name(part, 9, f -> MONTHS.get(f.month() - 1));
      case "MON" -> name(part, 0, f -> MONTHS.get(f.month() - 1).substring(0, 3));
      case "DAY" -> name(part, 9, f -> DAYS.get(f.dayOfWeek()));
      case "DY" -> name(part, 0, f -> DAYS.get(f.dayOfWeek()).substring(0, 3));
      case "RM" -> name(part, 4, f -> ROMAN.get(f.month() - 1));
      case "TZ" -> word(part, f -> zoned ? "UTC" : "");
      case "TZH" -> (f, out) -> out.append("+00");
      case "TZM" -> (f, out) -> out.append("00");
      case "OF" -> (f, out) -> out.append(part.fill() ? "+0" : "+00");
      case "FX" -> (f, out) -> {};
      default -> number(part);
    };
  }

  private interface Word {
    String of(DateFields fields);
  }

  /** In the case in which the field is written. */
  private static Piece word(Part part, Word word) {
    boolean lower = Character.isLowerCase(part.text().charAt(0));
    return (f, out) -> out.append(lower ? word.of(f).toLowerCase(Locale.ROOT) : word.of(f));
  }

  /** Upper, lower or capitalised as the field is; padded unless FM stands there. */
  private static Piece name(Part part, int width, Word word) {
    boolean upper = part.text().equals(part.field());
    boolean lower = Character.isLowerCase(part.text().charAt(0));
    return (f, out) -> {
      String name = word.of(f);
      out.append(
          upper ? name.toUpperCase(Locale.ROOT) : lower ? name.toLowerCase(Locale.ROOT) : name);
      for (int i = name.length(); i < width && !part.fill(); i++) {
        out.append(' ');
      }
    };
  }

  private interface Count {
    long of(DateFields fields);
  }

  private static Piece number(Part part) {
    return switch (part.field()) {
      case "HH", "HH12" -> digits(part, 2, true, f -> f.hour() % 12 == 0 ? 12 : f.hour() % 12);
      case "HH24" -> digits(part, 2, true, DateFields::hour);
      case "MI" -> digits(part, 2, true, DateFields::minute);
      case "SS" -> digits(part, 2, true, DateFields::second);
      case "MS", "FF3" -> fraction(part, 3, 1_000);
      case "US", "FF6" -> fraction(part, 6, 1);
      case "FF1" -> fraction(part, 1, 100_000);
      case "FF2" -> fraction(part, 2, 10_000);
      case "FF4" -> fraction(part, 4, 100);
      case "FF5" -> fraction(part, 5, 10);
      case "SSSS", "SSSSS" ->
          digits(part, 0, false, f -> f.hour() * 3_600 + f.minute() * 60L + f.second());
      case "MM" -> digits(part, 2, true, DateFields::month);
      case "DD" -> digits(part, 2, false, DateFields::day);
      case "DDD" -> digits(part, 3, false, DateFields::dayOfYear);
      case "IDDD" -> digits(part, 3, false, DateFields::isoDayOfYear);
      case "D" -> digits(part, 0, false, f -> f.dayOfWeek() + 1);
      case "ID" -> digits(part, 0, false, f -> f.dayOfWeek() == 0 ? 7 : f.dayOfWeek());
      case "W" -> digits(part, 0, false, f -> (f.day() - 1) / 7 + 1);
      case "WW" -> digits(part, 2, false, f -> (f.dayOfYear() - 1) / 7 + 1);
      case "IW" -> digits(part, 2, false, f -> IsoWeek.week(f.days()));
      case "Q" -> digits(part, 0, false, f -> (f.month() - 1) / 3 + 1);
      case "CC" -> digits(part, 2, true, DateFields::century);
      case "J" -> digits(part, 0, false, f -> f.days() + 2_451_545);
      case "Y,YYY" ->
          (f, out) -> {
            int thousands = f.year() / 1000;
            String text = thousands + "," + padded(f.year() - thousands * 1000L, 3);
            out.append(text).append(ordinal(text, part.ordinal()));
          };
      case "YYYY" -> digits(part, 4, true, DateFields::year);
      case "YYY" -> digits(part, 3, true, f -> f.year() % 1000);
      case "YY" -> digits(part, 2, true, f -> f.year() % 100);
      case "Y" -> digits(part, 0, false, f -> f.year() % 10);
      case "IYYY" -> digits(part, 4, false, DateFields::isoYear);
      case "IYY" -> digits(part, 3, false, f -> f.isoYear() % 1000);
      case "IY" -> digits(part, 2, false, f -> f.isoYear() % 100);
      case "I" -> digits(part, 0, false, f -> f.isoYear() % 10);
      default -> throw new RefusedException("to_char does not know the field " + part.text());
    };
  }

  /**
   * @param signed whether a minus has a place of its own
   */
  private static Piece digits(Part part, int width, boolean signed, Count count) {
    return (f, out) -> {
      long number = count.of(f);
      int wide = part.fill() ? 0 : number < 0 && signed ? width + 1 : width;
      String text = padded(number, wide);
      out.append(text).append(ordinal(text, part.ordinal()));
    };
  }

  private static Piece fraction(Part part, int width, int unit) {
    return (f, out) -> {
      String text = padded(f.micros() / unit, width);
      out.append(text).append(ordinal(text, part.ordinal()));
    };
  }

  /** With zeros after the sign up to a width, which counts the sign. */
  private static String padded(long number, int width) {
    String digits = String.valueOf(Math.abs(number));
    String sign = number < 0 ? "-" : "";
    return sign + "0".repeat(Math.max(0, width - digits.length() - sign.length())) + digits;
  }

  /** st, nd, rd or th after a number, in the case of the modifier; nothing without one. */
  static String ordinal(String number, String modifier) {
    if (modifier.isEmpty()) {
      return "";
    }
    int length = number.length();
    char last = number.charAt(length - 1);
    if (last < '0' || last > '9') {
      throw EvaluationException.invalidText("number");
    }
    boolean teens = length > 1 && number.charAt(length - 2) == '1';
    String ending =
        switch (teens ? '0' : last) {
          case '1' -> "st";
          case '2' -> "nd";
          case '3' -> "rd";
          default -> "th";
        };
    return modifier.equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending;
  }
}
