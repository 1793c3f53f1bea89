package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of {@code format}: {@code %[n$][-][width]type}. */
final class FormatWriter {

  private final String pattern;
  private final @Nullable Object[] arguments;
  private final List<ValueType> types;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int argument;

  FormatWriter(String pattern, @Nullable Object[] arguments, List<ValueType> types) {
    this.pattern = pattern;
    this.arguments = arguments;
    this.types = types;
  }

  String write() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else if (peek() == '%') {
        out.append('%');
        at++;
      } else {
        specifier();
      }
    }
    return out.toString();
  }

  private void specifier() {
    int position = 0;
    int width = 0;
    int start = at;
    int number = digits();
    if (at > start && peek() == '$') {
      if (number == 0) {
        throw invalid("format specifies argument 0, but arguments are numbered from 1");
      }
      position = number;
      at++;
      start = at;
      number = -1;
    } else if (at > start) {
      width = number;
    }
    boolean left = false;
    if (number < 0 || at == start) {
      while (peek() == '-') {
        left = true;
        at++;
      }
      width = width();
      if (width < 0) {
        left = true;
        width = -width;
      }
    }
    char type = peek();
    at++;
    int index = position > 0 ? position : argument + 1;
    if (index >= arguments.length) {
      throw invalid("too few arguments for format()");
    }
    argument = index;
    append(convert(type, index), width, left);
  }

  private int width() {
    if (peek() != '*') {
      return Math.max(0, digits());
    }
    at++;
    int start = at;
    int number = digits();
    int index = argument + 1;
    if (at > start) {
      if (peek() != '$') {
        throw invalid("width argument position must be ended by \"$\"");
      }
      if (number == 0) {
        throw invalid("format specifies argument 0, but arguments are numbered from 1");
      }
      at++;
      index = number;
    }
    if (index >= arguments.length) {
      throw invalid("too few arguments for format()");
    }
    argument = index;
    Object width = arguments[index];
    if (width == null) {
      return 0;
    }
    return width instanceof Long size
        ? (int) IntegerFunctions.fit(size, 32)
        : (int)
            dev.crossfade.mapping.evaluation.value.NumberText.integer(
                types.get(index).print(width), 32, "integer");
  }

  private String convert(char type, int index) {
    Object value = arguments[index];
    String text = value == null ? null : types.get(index).print(value);
    return switch (type) {
      case 's' -> text == null ? "" : text;
      case 'L' -> text == null ? "NULL" : Quoting.literal(text);
      case 'I' -> {
        if (text == null) {
          throw new EvaluationException(
              "22004", "null values cannot be formatted as an SQL identifier");
        }
        yield Quoting.identifier(text);
      }
      default -> throw invalid("unrecognized format() type specifier");
    };
  }

  private void append(String text, int width, boolean left) {
    int missing = width - text.codePointCount(0, text.length());
    if (left) {
      out.append(text);
    }
    out.append(" ".repeat(Math.max(0, missing)));
    if (!left) {
      out.append(text);
    }
  }

  /** The number here; -1 if there is none. */
  private int digits() {
    int start = at;
    while (at < pattern.length() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      return -1;
    }
    try {
      return Integer.parseInt(pattern, start, at, 10);
    } catch (NumberFormatException tooLarge) {
      throw new EvaluationException("22003", "number is out of range");
    }
  }

  private char peek() {
    if (at >= pattern.length()) {
      throw invalid("unterminated format() type specifier");
    }
    return pattern.charAt(at);
  }

  private static EvaluationException invalid(String message) {
    return new EvaluationException("22023", message);
  }
}
