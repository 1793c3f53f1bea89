package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.nio.charset.StandardCharsets;

/** Padding, trimming and repeating. */
final class PadFunctions {

  private PadFunctions() {}

  static void register(Registry registry) {
    registry.two("lpad(text,int4)", (String a, Long n) -> pad(a, n, " ", true));
    registry.two("rpad(text,int4)", (String a, Long n) -> pad(a, n, " ", false));
    registry.three("lpad(text,int4,text)", (String a, Long n, String f) -> pad(a, n, f, true));
    registry.three("rpad(text,int4,text)", (String a, Long n, String f) -> pad(a, n, f, false));
    registry.one("btrim(text)", (String a) -> trim(a, " ", true, true));
    registry.one("ltrim(text)", (String a) -> trim(a, " ", true, false));
    registry.one("rtrim(text)", (String a) -> trim(a, " ", false, true));
    registry.two("btrim(text,text)", (String a, String set) -> trim(a, set, true, true));
    registry.two("ltrim(text,text)", (String a, String set) -> trim(a, set, true, false));
    registry.two("rtrim(text,text)", (String a, String set) -> trim(a, set, false, true));
    registry.two("repeat(text,int4)", PadFunctions::repeat);
  }

  private static EvaluationException tooLarge() {
    return new EvaluationException("54000", "requested length too large");
  }

  private static String pad(String text, long wanted, String fill, boolean left) {
    long length = Math.max(0, wanted);
    int has = text.codePointCount(0, text.length());
    int fills = fill.codePointCount(0, fill.length());
    long kept = Math.min(has, length);
    long total = fills == 0 ? kept : length;
    if (total * 4 + 4 > TextFunctions.BYTES_MAX) {
      throw tooLarge();
    }
    String body = has == kept ? text : text.substring(0, text.offsetByCodePoints(0, (int) kept));
    int missing = (int) (total - kept);
    if (missing == 0) {
      return body;
    }
    StringBuilder out = new StringBuilder(body.length() + missing);
    if (!left) {
      out.append(body);
    }
    for (int whole = missing / fills; whole > 0; whole--) {
      out.append(fill);
    }
    out.append(fill, 0, fill.offsetByCodePoints(0, missing % fills));
    return left ? out.append(body).toString() : out.toString();
  }

  private static String trim(String text, String set, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to) {
      int c = text.codePointAt(from);
      if (set.indexOf(c) < 0) {
        break;
      }
      from += Character.charCount(c);
    }
    while (right && from < to) {
      int c = text.codePointBefore(to);
      if (set.indexOf(c) < 0) {
        break;
      }
      to -= Character.charCount(c);
    }
    return text.substring(from, to);
  }

  private static String repeat(String text, Long count) {
    if (count <= 0 || text.isEmpty()) {
      return "";
    }
    long bytes = text.getBytes(StandardCharsets.UTF_8).length * count;
    if (bytes + 4 > TextFunctions.BYTES_MAX) {
      throw tooLarge();
    }
    return text.repeat(count.intValue());
  }
}
