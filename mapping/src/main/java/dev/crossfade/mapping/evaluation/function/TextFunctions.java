package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.PlainText;
import java.nio.charset.StandardCharsets;

/** Length, case, concatenation and other functions of whole texts. */
final class TextFunctions {

  /** Most bytes of one value. */
  static final long BYTES_MAX = 0x3fffffff;

  private TextFunctions() {}

  static void register(Registry registry) {
    registry.two("textcat(text,text)", (String a, String b) -> a.concat(b));
    registry.site(
        "textanycat(text,anynonarray)",
        site -> {
          var toText = CastFunctions.toText(site.type(1));
          return Registry.of2((String a, Object b) -> a.concat(toText.apply(b)));
        });
    registry.site(
        "anytextcat(anynonarray,text)",
        site -> {
          var toText = CastFunctions.toText(site.type(0));
          return Registry.of2((Object a, String b) -> toText.apply(a).concat(b));
        });
    lengths(registry);
    LetterCase.register(registry);
    PartFunctions.register(registry);
    PadFunctions.register(registry);
    LikeFunctions.register(registry);
    FormatFunctions.register(registry);
    registry.three("replace(text,text,text)", TextFunctions::replace);
    registry.three("translate(text,text,text)", TextFunctions::translate);
    registry.one("reverse(text)", (String a) -> new StringBuilder(a).reverse().toString());
    registry.one("ascii(text)", (String a) -> a.isEmpty() ? 0L : (long) a.codePointAt(0));
    registry.one("chr(int4)", TextFunctions::chr);
    registry.two("starts_with(text,text)", (String a, String b) -> a.startsWith(b));
  }

  private static void lengths(Registry registry) {
    for (String name : new String[] {"length", "char_length", "character_length"}) {
      registry.one(name + "(text)", (String a) -> (long) a.codePointCount(0, a.length()));
      registry.one(name + "(bpchar)", (String a) -> blankTrimmedLength(a));
    }
    registry.alias("textlen(text)", "length(text)");
    registry.one("octet_length(text)", (String a) -> octets(a));
    registry.one("octet_length(bpchar)", (String a) -> octets(a));
    registry.one("octet_length(bytea)", (byte[] a) -> (long) a.length);
    registry.one("length(bytea)", (byte[] a) -> (long) a.length);
    registry.one("bit_length(text)", (String a) -> octets(a) * 8);
    registry.one("bit_length(bytea)", (byte[] a) -> a.length * 8L);
  }

  private static Long blankTrimmedLength(String text) {
    String body = PlainText.withoutBlanks(text);
    return (long) body.codePointCount(0, body.length());
  }

  private static Long octets(String text) {
    return (long) text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String replace(String text, String from, String to) {
    return text.isEmpty() || from.isEmpty() ? text : text.replace(from, to);
  }

  private static String translate(String text, String from, String to) {
    if (text.isEmpty()) {
      return text;
    }
    int[] old = from.codePoints().toArray();
    int[] replacements = to.codePoints().toArray();
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int place = 0;
      while (place < old.length && old[place] != c) {
        place++;
      }
      if (place == old.length) {
        out.appendCodePoint(c);
      } else if (place < replacements.length) {
        out.appendCodePoint(replacements[place]);
      }
    }
    return out.toString();
  }

  private static String chr(Long code) {
    if (code < 0) {
      throw new EvaluationException("22023", "character number must be positive");
    }
    if (code == 0) {
      throw new EvaluationException("54000", "null character not permitted");
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw new EvaluationException("54000", "requested character not valid for encoding");
    }
    return Character.toString(code.intValue());
  }
}
