package dev.crossfade.mapping.evaluation.value;

import org.jspecify.annotations.Nullable;

/** The output function of arrays, and the door to their input function. */
final class ArrayText {

  private ArrayText() {}

  static PgArray parse(String text, ValueType element) {
    return text.equals("{}") ? PgArray.empty() : new ArrayReader(text, element).read();
  }

  static String print(PgArray array, ValueType element) {
    if (array.count() == 0) {
      return "{}";
    }
    StringBuilder out = new StringBuilder(array.count() * 8 + 8);
    bounds(array, out);
    print(array, element, 0, 0, out);
    return out.toString();
  }

  private static void bounds(PgArray array, StringBuilder out) {
    boolean plain = true;
    for (int d = 0; d < array.dimensions(); d++) {
      plain &= array.lowerBound(d) == 1;
    }
    if (plain) {
      return;
    }
    for (int d = 0; d < array.dimensions(); d++) {
      out.append('[').append(array.lowerBound(d)).append(':');
      out.append(array.upperBound(d)).append(']');
    }
    out.append('=');
  }

  private static int print(
      PgArray array, ValueType element, int dimension, int place, StringBuilder out) {
    int at = place;
    out.append('{');
    for (int i = 0; i < array.size(dimension); i++) {
      if (i > 0) {
        out.append(',');
      }
      if (dimension + 1 < array.dimensions()) {
        at = print(array, element, dimension + 1, at, out);
      } else {
        element(array.get(at++), element, out);
      }
    }
    out.append('}');
    return at;
  }

  private static void element(@Nullable Object value, ValueType type, StringBuilder out) {
    if (value == null) {
      out.append("NULL");
      return;
    }
    String text = type.print(value);
    if (!needsQuotes(text)) {
      out.append(text);
      return;
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private static boolean needsQuotes(String text) {
    if (text.isEmpty() || text.equalsIgnoreCase("NULL")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '{' || c == '}' || c == ',' || NumberText.isSpace(c)) {
        return true;
      }
    }
    return false;
  }
}
