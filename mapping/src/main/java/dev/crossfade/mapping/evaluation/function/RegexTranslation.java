package dev.crossfade.mapping.evaluation.function;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns the subset of PostgreSQL's advanced regular expressions that means the same in Java into a
 * Java pattern; refuses the rest.
 *
 * <p>PostgreSQL takes the longest match, Java the first that its choices lead to. For the question
 * whether there is a match that makes no difference. Where the match's extent matters,
 * alternatives, repeated groups and non-greedy quantifiers are refused: with repetition of single
 * characters only, both find the same extent.
 */
final class RegexTranslation {

  private static final int REPEAT_MAX = 255;

  /** ASCII members of the classes, as Java writes them inside brackets. */
  private static final Map<String, String> ASCII =
      Map.of(
          "digit", "0-9",
          "alpha", "A-Za-z",
          "alnum", "A-Za-z0-9",
          "upper", "A-Z",
          "lower", "a-z",
          "space", " \\t\\n\\x0B\\f\\r",
          "blank", " \\t",
          "punct", "!-/:-@\\[-`{-~",
          "xdigit", "0-9A-Fa-f",
          "word", "A-Za-z0-9_");

  /** A C library counts digits of other scripts as letters. */
  private static final String OTHER_DIGITS = otherDigits();

  private final String pattern;
  private final boolean ignoreCase;
  private final boolean extent;
  private final boolean ascii;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private RegexTranslation(String pattern, boolean ignoreCase, boolean extent, boolean ascii) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
    this.extent = extent;
    this.ascii = ascii;
  }

  /**
   * The Java pattern.
   *
   * @param extent whether it matters where a match ends, not only that there is one
   * @param ascii whether letters and spaces are those of ASCII (the C collation)
   * @throws RefusedException if the pattern is outside the subset
   */
  static Pattern of(String pattern, boolean ignoreCase, boolean extent, boolean ascii) {
    if (pattern.startsWith("***")) {
      throw refused("a directive ***");
    }
    RegexTranslation translation = new RegexTranslation(pattern, ignoreCase, extent, ascii);
    translation.alternatives(0);
    if (translation.at < pattern.length()) {
      throw refused("a closing parenthesis that opens nowhere");
    }
    return Pattern.compile(translation.out.toString(), Pattern.DOTALL);
  }

  private static String otherDigits() {
    StringBuilder digits = new StringBuilder();
    for (int c = 128; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDigit(c)) {
        digits.append("\\x{").append(Integer.toHexString(c)).append('}');
      }
    }
    return digits.toString();
  }

  private static RefusedException refused(String what) {
    return new RefusedException(
        "a regular expression with " + what + " is outside the checked subset");
  }

  private char peek() {
    return at < pattern.length() ? pattern.charAt(at) : '\0';
  }

  private void alternatives(int depth) {
    while (true) {
      boolean empty = branch(depth);
      if (peek() != '|') {
        if (empty && (depth > 0 || !pattern.isEmpty())) {
          throw refused("an empty alternative");
        }
        return;
      }
      if (extent || empty) {
        throw refused("alternatives");
      }
      at++;
      out.append('|');
    }
  }

  /** Atoms up to {@code |} or {@code )}; whether there was none. */
  private boolean branch(int depth) {
    boolean empty = true;
    while (at < pattern.length() && peek() != '|' && !(peek() == ')' && depth > 0)) {
      boolean single = atom(depth);
      quantifier(single);
      empty = false;
    }
    return empty;
  }

  /** One atom or anchor; whether it is a single character and may be repeated anywhere. */
  private boolean atom(int depth) {
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    switch (c) {
      case '^' -> {
        out.append("\\A");
        requireNoQuantifier();
        return false;
      }
      case '$' -> {
        out.append("\\z");
        requireNoQuantifier();
        return false;
      }
      case '.' -> out.append('.');
      case '[' -> {
        if (pattern.startsWith("[:<:]]", at) || pattern.startsWith("[:>:]]", at)) {
          throw refused("a word boundary");
        }
        bracket();
      }
      case '(' -> {
        group(depth);
        return false;
      }
      case '\\' -> escape();
      case '*', '+', '?', ')' -> throw refused("'" + (char) c + "' after nothing");
      case '{' -> throw refused("a brace after nothing");
      default -> literal(c);
    }
    return true;
  }

  private void requireNoQuantifier() {
    if (at < pattern.length() && "*+?{".indexOf(peek()) >= 0) {
      throw refused("a repeated anchor");
    }
  }

  private void group(int depth) {
    if (pattern.startsWith("?:", at)) {
      at += 2;
      out.append("(?:");
    } else if (peek() == '?') {
      throw refused("(?…)");
    } else {
      out.append('(');
    }
    alternatives(depth + 1);
    if (peek() != ')') {
      throw refused("an open parenthesis");
    }
    at++;
    out.append(')');
  }

  private void quantifier(boolean single) {
    char c = peek();
    if (c == '\0' || "*+?{".indexOf(c) < 0) {
      return;
    }
    at++;
    if (c == '{') {
      bounds();
    } else {
      out.append(c);
    }
    if (extent && !single) {
      throw refused("a repeated group where the extent of the match matters");
    }
    char next = peek();
    if (next == '?') {
      if (extent) {
        throw refused("a non-greedy quantifier where the extent of the match matters");
      }
      at++;
      out.append('?');
      next = peek();
    }
    if (next != '\0' && "*+?{".indexOf(next) >= 0) {
      throw refused("a repeated quantifier");
    }
  }

  private void bounds() {
    int close = pattern.indexOf('}', at);
    String inner = close < 0 ? "" : pattern.substring(at, close);
    if (!inner.matches("\\d{1,3}(,\\d{0,3})?")) {
      throw refused("a brace that is no bound");
    }
    String[] ends = inner.split(",", -1);
    int least = Integer.parseInt(ends[0]);
    int most = ends.length < 2 || ends[1].isEmpty() ? least : Integer.parseInt(ends[1]);
    if (least > most || most > REPEAT_MAX) {
      throw refused("bounds out of order or above 255");
    }
    out.append('{').append(inner).append('}');
    at = close + 1;
  }

  private void literal(int c) {
    if (!ignoreCase) {
      out.append(Pattern.quote(Character.toString(c)));
      return;
    }
    out.append('[');
    member(c);
    out.append(']');
  }

  /** One character inside brackets, with its other case where case is ignored. */
  private void member(int c) {
    hex(c);
    if (ignoreCase) {
      String one = Character.toString(c);
      if (c < 128 || !ascii) {
        hex(LetterCase.lower(one, ascii).codePointAt(0));
        hex(c < 128 ? one.toUpperCase(Locale.ROOT).codePointAt(0) : Character.toUpperCase(c));
      }
    }
  }

  private void hex(int c) {
    out.append("\\x{").append(Integer.toHexString(c)).append('}');
  }

  private void escape() {
    if (at >= pattern.length()) {
      throw refused("a backslash at the end");
    }
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    if (!shorthand(c, true)) {
      literal(escaped(c));
    }
  }

  private int escaped(int c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'v' -> 0x0b;
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw refused("the escape \\" + Character.toString(c));
        }
        yield c;
      }
    };
  }

  /** {@code \d \s \w} and, outside brackets, their complements. */
  private boolean shorthand(int c, boolean alone) {
    String name =
        switch (c) {
          case 'd', 'D' -> "digit";
          case 's', 'S' -> "space";
          case 'w', 'W' -> "word";
          default -> "";
        };
    if (name.isEmpty()) {
      return false;
    }
    boolean complement = c < 'a';
    if (complement && !alone) {
      throw refused("a complement inside brackets");
    }
    if (alone) {
      out.append(complement ? "[^" : "[");
    }
    members(name);
    if (alone) {
      out.append(']');
    }
    return true;
  }

  private void members(String name) {
    String plain = ASCII.get(name);
    if (plain == null) {
      throw refused("the class " + name);
    }
    out.append(ignoreCase && (name.equals("upper") || name.equals("lower")) ? "A-Za-z" : plain);
    if (ascii || name.equals("digit") || name.equals("xdigit")) {
      return;
    }
    switch (name) {
      case "alpha", "alnum", "word" -> out.append("\\p{IsAlphabetic}").append(OTHER_DIGITS);
      case "space" ->
          out.append("\\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{2028}\\x{2029}")
              .append("\\x{205f}\\x{3000}");
      default -> throw refused("the class " + name + " beyond the C collation");
    }
  }

  private void bracket() {
    out.append('[');
    if (peek() == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (first || peek() != ']') {
      if (at >= pattern.length()) {
        throw refused("an open bracket");
      }
      if (pattern.startsWith("[:", at)) {
        int close = pattern.indexOf(":]", at);
        if (close < 0) {
          throw refused("an open class");
        }
        members(pattern.substring(at + 2, close));
        at = close + 2;
      } else if (pattern.startsWith("[.", at) || pattern.startsWith("[=", at)) {
        throw refused("a collating element");
      } else {
        range();
      }
      first = false;
    }
    at++;
    out.append(']');
  }

  private void range() {
    int from = pattern.codePointAt(at);
    at += Character.charCount(from);
    if (from == '\\') {
      from = pattern.codePointAt(at);
      at += Character.charCount(from);
      if (shorthand(from, false)) {
        return;
      }
      from = escaped(from);
    }
    boolean isRange = peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
    if (!isRange) {
      member(from);
      return;
    }
    at++;
    int to = pattern.codePointAt(at);
    at += Character.charCount(to);
    if (to == '[' || to == '\\' || to < from || to - from > 1_000) {
      throw refused("a range whose end is no plain character");
    }
    for (int c = from; c <= to; c++) {
      member(c);
    }
  }
}
