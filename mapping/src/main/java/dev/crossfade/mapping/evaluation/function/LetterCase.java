package dev.crossfade.mapping.evaluation.function;

/**
 * lower, upper and initcap, code point by code point: of ASCII only under the C collation, else as
 * a C library's {@code towlower} and {@code towupper} do.
 */
final class LetterCase {

  private LetterCase() {}

  static void register(Registry registry) {
    registry.site("lower(text)", site -> lower(site.asciiCase()));
    registry.site("upper(text)", site -> upper(site.asciiCase()));
    registry.site(
        "initcap(text)", site -> initcap(site.asciiCase(), "pg_c_utf8".equals(site.collation())));
  }

  private static Implementation lower(boolean ascii) {
    return Registry.of1((String a) -> lower(a, ascii));
  }

  private static Implementation upper(boolean ascii) {
    return Registry.of1((String a) -> map(a, ascii, true));
  }

  private static Implementation initcap(boolean ascii, boolean builtin) {
    return Registry.of1((String a) -> initcap(a, ascii, builtin));
  }

  static String lower(String text, boolean ascii) {
    return map(text, ascii, false);
  }

  private static String map(String text, boolean ascii, boolean up) {
    int length = text.length();
    int i = 0;
    while (i < length && isSame(text.charAt(i), up)) {
      i++;
    }
    if (i == length) {
      return text;
    }
    StringBuilder out = new StringBuilder(length);
    out.append(text, 0, i);
    while (i < length) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      out.appendCodePoint(up ? toUpper(c, ascii) : toLower(c, ascii));
    }
    return out.toString();
  }

  private static boolean isSame(char c, boolean up) {
    return c < 128 && (up ? c < 'a' || c > 'z' : c < 'A' || c > 'Z');
  }

  private static int toLower(int c, boolean ascii) {
    if (c < 128 || ascii) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return Character.toLowerCase(c);
  }

  private static int toUpper(int c, boolean ascii) {
    if (c < 128 || ascii) {
      return c >= 'a' && c <= 'z' ? c - 32 : c;
    }
    return Character.toUpperCase(c);
  }

  private static String initcap(String text, boolean ascii, boolean builtin) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      out.appendCodePoint(inWord ? toLower(c, ascii) : toUpper(c, ascii));
      inWord = isWord(c, ascii, builtin);
    }
    return out.toString();
  }

  /** PostgreSQL's builtin provider takes only ASCII digits for part of a word. */
  private static boolean isWord(int c, boolean ascii, boolean builtin) {
    if (c < 128) {
      return Character.isLetterOrDigit(c);
    }
    return !ascii && (Character.isAlphabetic(c) || (!builtin && Character.isDigit(c)));
  }
}
