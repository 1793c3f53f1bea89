package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.nio.charset.StandardCharsets;

/** LIKE and ILIKE: PostgreSQL's own matcher (like_match.c), with backslash as the escape. */
final class LikeFunctions {

  private static final int FALSE = 0;
  private static final int TRUE = 1;
  private static final int ABORT = -1;

  private LikeFunctions() {}

  static void register(Registry registry) {
    for (String type : new String[] {"text", "bpchar"}) {
      String types = "(" + type + ",text)";
      registry.two(type + "like" + types, (String a, String b) -> like(a, b));
      registry.two(type + "nlike" + types, (String a, String b) -> !like(a, b));
      registry.site(type + "iclike" + types, site -> ilike(site, true));
      registry.site(type + "icnlike" + types, site -> ilike(site, false));
    }
    registry.two("bytealike(bytea,bytea)", (byte[] a, byte[] b) -> like(bytes(a), bytes(b)));
    registry.two("byteanlike(bytea,bytea)", (byte[] a, byte[] b) -> !like(bytes(a), bytes(b)));
    registry.two("like_escape(text,text)", LikeFunctions::escape);
  }

  private static String bytes(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static Implementation ilike(CallSite site, boolean wanted) {
    boolean ascii = site.asciiCase();
    return Registry.of2(
        (String a, String b) ->
            like(LetterCase.lower(a, ascii), LetterCase.lower(b, ascii)) == wanted);
  }

  static boolean like(String text, String pattern) {
    return match(text, 0, pattern, 0) == TRUE;
  }

  private static int match(String text, int textFrom, String pattern, int patternFrom) {
    int t = textFrom;
    int p = patternFrom;
    if (pattern.length() - p == 1 && pattern.charAt(p) == '%') {
      return TRUE;
    }
    while (t < text.length() && p < pattern.length()) {
      char c = pattern.charAt(p);
      if (c == '%') {
        return anything(text, t, pattern, p + 1);
      }
      if (c == '_') {
        t = next(text, t);
        p++;
        continue;
      }
      if (c == '\\') {
        p++;
        if (p >= pattern.length()) {
          throw endsWithEscape();
        }
        c = pattern.charAt(p);
      }
      if (c != text.charAt(t)) {
        return FALSE;
      }
      t++;
      p++;
    }
    if (t < text.length()) {
      return FALSE;
    }
    while (p < pattern.length() && pattern.charAt(p) == '%') {
      p++;
    }
    return p >= pattern.length() ? TRUE : ABORT;
  }

  /** After a %: tries the rest of the pattern at every place of the rest of the text. */
  private static int anything(String text, int textFrom, String pattern, int patternFrom) {
    int t = textFrom;
    int p = patternFrom;
    while (p < pattern.length()) {
      char c = pattern.charAt(p);
      if (c == '_') {
        if (t >= text.length()) {
          return ABORT;
        }
        t = next(text, t);
      } else if (c != '%') {
        break;
      }
      p++;
    }
    if (p >= pattern.length()) {
      return TRUE;
    }
    char first = pattern.charAt(p);
    if (first == '\\') {
      if (p + 1 >= pattern.length()) {
        throw endsWithEscape();
      }
      first = pattern.charAt(p + 1);
    }
    while (t < text.length()) {
      if (text.charAt(t) == first) {
        int matched = match(text, t, pattern, p);
        if (matched != FALSE) {
          return matched;
        }
      }
      t = next(text, t);
    }
    return ABORT;
  }

  private static int next(String text, int at) {
    return at + (Character.isHighSurrogate(text.charAt(at)) ? 2 : 1);
  }

  private static EvaluationException endsWithEscape() {
    return new EvaluationException("22025", "LIKE pattern must not end with escape character");
  }

  /** {@code LIKE … ESCAPE}: the pattern with backslash as its escape. */
  private static String escape(String pattern, String escape) {
    if (escape.equals("\\")) {
      return pattern;
    }
    if (escape.isEmpty()) {
      return pattern.replace("\\", "\\\\");
    }
    int e = escape.codePointAt(0);
    if (Character.charCount(e) != escape.length()) {
      throw new EvaluationException("22025", "invalid escape string");
    }
    StringBuilder out = new StringBuilder(pattern.length() + 8);
    boolean afterEscape = false;
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (c == e && !afterEscape) {
        out.append('\\');
        afterEscape = true;
      } else {
        if (c == '\\' && !afterEscape) {
          out.append('\\');
        }
        out.appendCodePoint(c);
        afterEscape = false;
      }
    }
    return out.toString();
  }
}
