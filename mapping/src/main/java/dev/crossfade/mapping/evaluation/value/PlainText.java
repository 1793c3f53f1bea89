package dev.crossfade.mapping.evaluation.value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Input and output functions of boolean, uuid and bytea, and the order of text. */
public final class PlainText {

  private static final HexFormat HEX = HexFormat.of();

  private PlainText() {}

  /** Reads a boolean: any unique beginning of true, false, yes, no, on, off, or 1, 0. */
  public static boolean bool(String text) {
    String word = NumberText.trim(text).toLowerCase(Locale.ROOT);
    if (!word.isEmpty()) {
      if ("true".startsWith(word)
          || "yes".startsWith(word)
          || word.equals("on")
          || word.equals("1")) {
        return true;
      }
      if ("false".startsWith(word)
          || "no".startsWith(word)
          || (word.length() > 1 && "off".startsWith(word))
          || word.equals("0")) {
        return false;
      }
    }
    throw EvaluationException.invalidText("boolean");
  }

  /**
   * Reads a hardware address as the output function writes it.
   *
   * @throws EvaluationException 0A000 for another form that PostgreSQL may read
   */
  static String macAddress(String text) {
    if (!text.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")) {
      throw new EvaluationException(
          EvaluationException.NOT_SUPPORTED, "a hardware address is read in its usual form only");
    }
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  /** Reads a uuid into its canonical form. */
  public static String uuid(String text) {
    boolean braces = text.startsWith("{");
    int at = braces ? 1 : 0;
    StringBuilder out = new StringBuilder(36);
    for (int i = 0; i < 16; i++) {
      for (int digit = 0; digit < 2; digit++) {
        char c = at < text.length() ? text.charAt(at++) : 'z';
        if (c > 'f' || !HexFormat.isHexDigit(c)) {
          throw EvaluationException.invalidText("uuid");
        }
        out.append(c >= 'A' && c <= 'F' ? (char) (c + 32) : c);
      }
      if (i == 3 || i == 5 || i == 7 || i == 9) {
        out.append('-');
      }
      if (i % 2 == 1 && i < 15 && at < text.length() && text.charAt(at) == '-') {
        at++;
      }
    }
    if (braces && (at >= text.length() || text.charAt(at++) != '}')) {
      throw EvaluationException.invalidText("uuid");
    }
    if (at < text.length()) {
      throw EvaluationException.invalidText("uuid");
    }
    return out.toString();
  }

  /** Prints bytes under {@code bytea_output = hex}. */
  public static String bytea(byte[] bytes) {
    return "\\x" + HEX.formatHex(bytes);
  }

  /** Reads bytes in the hex or the escape form. */
  public static byte[] bytea(String text) {
    return text.startsWith("\\x") ? hexBytes(text, 2) : escapedBytes(text);
  }

  /** Reads pairs of hex digits with white space between them. */
  public static byte[] hexBytes(String text, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() / 2);
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        continue;
      }
      int high = hexDigit(c);
      if (at >= text.length()) {
        throw new EvaluationException("22023", "invalid hexadecimal data: odd number of digits");
      }
      out.write(high << 4 | hexDigit(text.charAt(at++)));
    }
    return out.toByteArray();
  }

  private static int hexDigit(char c) {
    if (c > 'f' || !HexFormat.isHexDigit(c)) {
      throw new EvaluationException("22023", "invalid hexadecimal digit");
    }
    return HexFormat.fromHexDigit(c);
  }

  /** Reads the escape form: backslash and three octal digits, or two backslashes. */
  public static byte[] escapedBytes(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    int at = 0;
    while (at < in.length) {
      if (in[at] != '\\') {
        out.write(in[at++]);
      } else if (at + 3 < in.length
          && in[at + 1] >= '0'
          && in[at + 1] <= '3'
          && isOctal(in[at + 2])
          && isOctal(in[at + 3])) {
        out.write((in[at + 1] - '0') << 6 | (in[at + 2] - '0') << 3 | (in[at + 3] - '0'));
        at += 4;
      } else if (at + 1 < in.length && in[at + 1] == '\\') {
        out.write('\\');
        at += 2;
      } else {
        throw EvaluationException.invalidText("bytea");
      }
    }
    return out.toByteArray();
  }

  private static boolean isOctal(byte b) {
    return b >= '0' && b <= '7';
  }

  /** Order of UTF-8 bytes, which is the order of code points: a C-like collation's. */
  public static int compare(String left, String right) {
    int both = Math.min(left.length(), right.length());
    for (int i = 0; i < both; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        boolean swapped = Character.isSurrogate(l) != Character.isSurrogate(r);
        if (swapped) { // surrogates stand for code points above all other chars
          return Character.isSurrogate(l) ? 1 : -1;
        }
        return Character.compare(l, r);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** The text without blanks at its end, as char(n) compares. */
  public static String withoutBlanks(String text) {
    int to = text.length();
    while (to > 0 && text.charAt(to - 1) == ' ') {
      to--;
    }
    return to == text.length() ? text : text.substring(0, to);
  }
}
