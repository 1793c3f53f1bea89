package dev.crossfade.mapping.evaluation.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a json text and where it stands in it; PostgreSQL keeps json as it was written.
 *
 * @param members names are as written, with quotes and escapes; null for an array's elements
 */
public record JsonText(String text, Kind kind, int start, int end, List<Member> members) {

  /** Sorts of JSON values. */
  public enum Kind {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT
  }

  /** An element or a member. */
  public record Member(@Nullable String name, JsonText value) {}

  /** Deeper nesting is refused, not guessed: PostgreSQL's own limit depends on its stack. */
  private static final int DEPTH_MAX = 1_000;

  /**
   * Reads a whole text.
   *
   * @throws EvaluationException 22P02 if it is no JSON
   */
  public static JsonText read(String text) {
    Reader reader = new Reader(text);
    reader.skipSpaces();
    JsonText value = reader.value(0);
    reader.skipSpaces();
    if (reader.at < text.length()) {
      throw invalid();
    }
    return value;
  }

  /** As it was written, without the spaces around it. */
  public String slice() {
    return text.substring(start, end);
  }

  /** The decoded string of a STRING. */
  public String string() {
    return decode(text, start, end);
  }

  static EvaluationException invalid() {
    return EvaluationException.invalidText("json");
  }

  /** Decodes a string with its quotes at both ends. */
  public static String decode(String text, int start, int end) {
    int escape = text.indexOf('\\', start);
    if (escape < 0 || escape >= end) {
      return text.substring(start + 1, end - 1);
    }
    StringBuilder out = new StringBuilder(end - start);
    for (int i = start + 1; i < end - 1; i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        surrogatePairs(out, c, false);
        out.append(c);
        continue;
      }
      c = text.charAt(++i);
      if (c == 'u') {
        char unit = (char) Integer.parseInt(text, i + 1, i + 5, 16);
        i += 4;
        if (unit == 0) {
          throw new EvaluationException("22P05", "unsupported Unicode escape sequence");
        }
        surrogatePairs(out, unit, true);
        out.append(unit);
      } else {
        surrogatePairs(out, c, false);
        out.append(plain(c));
      }
    }
    surrogatePairs(out, 'x', false);
    return out.toString();
  }

  /** A high surrogate from an escape must be followed by a low one from an escape. */
  private static void surrogatePairs(StringBuilder out, char next, boolean escaped) {
    boolean open = out.length() > 0 && Character.isHighSurrogate(out.charAt(out.length() - 1));
    boolean closes = Character.isLowSurrogate(next);
    if (open != closes || (escaped && open && Character.isHighSurrogate(next))) {
      throw invalid();
    }
  }

  private static char plain(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }

  /** Appends a string as JSON writes it. */
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 16 ? '0' : '1');
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Reads one text from left to right. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    JsonText value(int depth) {
      if (depth > DEPTH_MAX) {
        throw new EvaluationException(
            EvaluationException.NOT_SUPPORTED, "json nested deeper than " + DEPTH_MAX);
      }
      int start = at;
      char c = peek();
      switch (c) {
        case '{' -> {
          List<Member> members = members(depth, '}');
          return new JsonText(text, Kind.OBJECT, start, at, members);
        }
        case '[' -> {
          List<Member> members = members(depth, ']');
          return new JsonText(text, Kind.ARRAY, start, at, members);
        }
        case '"' -> {
          string();
          return new JsonText(text, Kind.STRING, start, at, List.of());
        }
        default -> {}
      }
      Kind kind = c == '-' || (c >= '0' && c <= '9') ? number() : word();
      return new JsonText(text, kind, start, at, List.of());
    }

    private List<Member> members(int depth, char close) {
      List<Member> members = new ArrayList<>();
      at++;
      skipSpaces();
      if (peek() == close) {
        at++;
        return members;
      }
      while (true) {
        skipSpaces();
        String name = null;
        if (close == '}') {
          int start = at;
          if (peek() != '"') {
            throw invalid();
          }
          string();
          name = text.substring(start, at);
          skipSpaces();
          if (peek() != ':') {
            throw invalid();
          }
          at++;
          skipSpaces();
        }
        members.add(new Member(name, value(depth + 1)));
        skipSpaces();
        char c = peek();
        at++;
        if (c == close) {
          return members;
        }
        if (c != ',') {
          throw invalid();
        }
      }
    }

    private void string() {
      at++;
      while (true) {
        char c = peek();
        at++;
        if (c == '"') {
          return;
        }
        if (c < ' ') {
          throw invalid();
        }
        if (c == '\\') {
          c = peek();
          at++;
          if (c == 'u') {
            for (int i = 0; i < 4; i++, at++) {
              if (peek() > 'f' || Character.digit(peek(), 16) < 0) {
                throw invalid();
              }
            }
          } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw invalid();
          }
        }
      }
    }

    private Kind number() {
      if (peek() == '-') {
        at++;
      }
      int whole = at;
      digits();
      if (at == whole || (text.charAt(whole) == '0' && at > whole + 1)) {
        throw invalid();
      }
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        int fraction = at;
        digits();
        if (at == fraction) {
          throw invalid();
        }
      }
      if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
        at++;
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
          at++;
        }
        int exponent = at;
        digits();
        if (at == exponent) {
          throw invalid();
        }
      }
      return Kind.NUMBER;
    }

    private void digits() {
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
    }

    private Kind word() {
      for (String word : List.of("true", "false", "null")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            throw invalid();
          }
          return word.equals("null") ? Kind.NULL : Kind.BOOLEAN;
        }
      }
      throw invalid();
    }

    private char peek() {
      if (at >= text.length()) {
        throw invalid();
      }
      return text.charAt(at);
    }

    void skipSpaces() {
      while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
