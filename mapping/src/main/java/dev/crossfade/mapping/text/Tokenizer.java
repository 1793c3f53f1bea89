package dev.crossfade.mapping.text;

import dev.crossfade.mapping.problems.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits SQL into tokens as PostgreSQL's scanner does; comments and blanks are left out. */
public final class Tokenizer {

  private static final String OPERATOR_CHARS = "+-*/<>=~!@#%^&|`?";
  private static final String LETS_END_IN_SIGN = "~!@#%^&|`?";

  private final SourceText source;
  private final String text;
  private final Problems problems;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
  }

  /** The tokens in order; what is not closed is a problem, and ends the list. */
  public static List<Token> tokens(SourceText source, Problems problems) {
    Tokenizer tokenizer = new Tokenizer(source, problems);
    while (tokenizer.at < tokenizer.text.length() && tokenizer.next()) {}
    return tokenizer.tokens;
  }

  private boolean next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
      return true;
    }
    if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
      return true;
    }
    if (text.startsWith("/*", at)) {
      return comment();
    }
    if (c == '\'') {
      return string(at, at + 1, false);
    }
    if (c == '"') {
      return quotedName(at, at + 1);
    }
    if (isNameStart(c)) {
      return word();
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
      return true;
    }
    if (c == '$') {
      return dollarString();
    }
    symbol(c);
    return true;
  }

  private boolean comment() {
    int start = at;
    int depth = 0;
    while (at < text.length()) {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return true;
        }
      } else {
        at++;
      }
    }
    return unclosed(start, "this comment is not closed", "close it with */; comments nest");
  }

  /** {@code from}: after the opening quote. */
  private boolean string(int start, int from, boolean backslashes) {
    StringBuilder content = new StringBuilder();
    at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' && peek(1) == '\'') {
        content.append('\'');
        at += 2;
      } else if (c == '\'') {
        at++;
        add(Token.Kind.STRING, start, content.toString());
        return true;
      } else {
        if (backslashes && c == '\\' && at + 1 < text.length()) {
          content.append(c);
          at++;
        }
        content.append(text.charAt(at));
        at++;
      }
    }
    return unclosed(start, "this string is not closed", "close it with '");
  }

  private boolean quotedName(int start, int from) {
    StringBuilder name = new StringBuilder();
    at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' && peek(1) == '"') {
        name.append('"');
        at += 2;
      } else if (c == '"') {
        at++;
        add(Token.Kind.QUOTED, start, name.toString());
        return true;
      } else {
        name.append(c);
        at++;
      }
    }
    return unclosed(start, "this quoted name is not closed", "close it with \"");
  }

  private boolean word() {
    int start = at;
    char first = Character.toLowerCase(text.charAt(at));
    if (peek(1) == '\'' && "ebxn".indexOf(first) >= 0) {
      return string(start, at + 2, first == 'e');
    }
    if (first == 'u' && peek(1) == '&' && peek(2) == '\'') {
      return string(start, at + 3, false);
    }
    if (first == 'u' && peek(1) == '&' && peek(2) == '"') {
      return quotedName(start, at + 3);
    }
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    add(Token.Kind.WORD, start, fold(text.substring(start, at)));
    return true;
  }

  /** PostgreSQL folds ASCII letters only, in a database of several bytes per character. */
  static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.chars()
        .map(c -> c < 128 ? Character.toLowerCase(c) : c)
        .forEach(c -> folded.append((char) c));
    return folded.toString();
  }

  private void number() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '_'
            || (text.charAt(at) == '.' && peek(1) != '.')
            || isExponentSign(start))) {
      at++;
    }
    add(Token.Kind.NUMBER, start, text.substring(start, at));
  }

  private boolean isExponentSign(int start) {
    char c = text.charAt(at);
    boolean afterE = at > start && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
    boolean hex = text.substring(start, at).toLowerCase(Locale.ROOT).startsWith("0x");
    return (c == '+' || c == '-') && afterE && !hex && isDigit(peek(1));
  }

  private boolean dollarString() {
    int start = at;
    int tagEnd = at + 1;
    while (tagEnd < text.length()
        && isNamePart(text.charAt(tagEnd))
        && text.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (tagEnd >= text.length() || text.charAt(tagEnd) != '$' || isDigit(peek(1))) {
      symbol('$');
      return true;
    }
    String tag = text.substring(start, tagEnd + 1);
    int close = text.indexOf(tag, tagEnd + 1);
    if (close < 0) {
      return unclosed(start, "this string is not closed", "close it with " + tag);
    }
    at = close + tag.length();
    add(Token.Kind.STRING, start, text.substring(tagEnd + 1, close));
    return true;
  }

  private void symbol(char c) {
    int start = at;
    if (c == ':') {
      colon(start);
    } else if (OPERATOR_CHARS.indexOf(c) >= 0) {
      operator(start);
    } else {
      at++;
      add(Token.Kind.SYMBOL, start, String.valueOf(c));
    }
  }

  private void colon(int start) {
    if (peek(1) == ':' || peek(1) == '=') {
      at += 2;
      add(Token.Kind.SYMBOL, start, text.substring(start, at));
    } else if (isNameStart(peek(1))) {
      at++;
      while (at < text.length() && isNamePart(text.charAt(at)) && text.charAt(at) != '$') {
        at++;
      }
      add(Token.Kind.PARAMETER, start, text.substring(start + 1, at));
    } else {
      at++;
      add(Token.Kind.SYMBOL, start, ":");
    }
  }

  /** The longest run of operator characters; a sign at its end belongs to what follows. */
  private void operator(int start) {
    while (at < text.length()
        && OPERATOR_CHARS.indexOf(text.charAt(at)) >= 0
        && !(at > start && (text.startsWith("--", at) || text.startsWith("/*", at)))) {
      at++;
    }
    String run = text.substring(start, at);
    if (run.chars().noneMatch(ch -> LETS_END_IN_SIGN.indexOf(ch) >= 0)) {
      while (run.length() > 1 && (run.endsWith("+") || run.endsWith("-"))) {
        run = run.substring(0, run.length() - 1);
        at--;
      }
    }
    add(Token.Kind.SYMBOL, start, run);
  }

  private void add(Token.Kind kind, int start, String value) {
    tokens.add(new Token(kind, start, at, value));
  }

  private boolean unclosed(int start, String message, String hint) {
    problems.error("CF010", source.placeOf(start), message, hint);
    at = text.length();
    return false;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }
}
