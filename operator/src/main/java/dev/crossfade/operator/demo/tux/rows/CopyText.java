package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {

  private final StringBuilder text = new StringBuilder();

  void add(List<@Nullable Object> values) {
    for (Iterator<@Nullable Object> each = values.iterator(); each.hasNext(); ) {
      append(each.next());
      text.append(each.hasNext() ? '\t' : '\n');
    }
  }

  int length() {
    return text.length();
  }

  /** Everything added since the last call. */
  String take() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }

  private void append(@Nullable Object value) {
    if (value == null) {
      text.append("\\N");
    } else if (value instanceof Boolean flag) {
      text.append(flag ? 't' : 'f');
    } else if (value instanceof long[] numbers) {
      array(numbers);
    } else if (value instanceof String string) {
      escaped(string);
    } else if (value instanceof Number || value instanceof LocalDateTime) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("COPY cannot write a " + value.getClass());
    }
  }

  private void array(long[] values) {
    text.append('{');
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",").append(values[i]);
    }
    text.append('}');
  }

  private void escaped(String value) {
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      switch (letter) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(letter);
      }
    }
  }
}
