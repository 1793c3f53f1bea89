package dev.crossfade.verifier.sqlite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text PostgreSQL prints for {@code ROW(…)}. */
final class RecordText {

  private static final String SPECIAL = "\"\\(), \t\n\u000b\f\r";

  private RecordText() {}

  static String of(List<@Nullable String> values) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",");
      String value = values.get(i);
      if (value != null) {
        append(value, text);
      }
    }
    return text.append(')').toString();
  }

  private static void append(String value, StringBuilder text) {
    if (!value.isEmpty() && value.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append(c);
      }
      text.append(c);
    }
    text.append('"');
  }
}
