package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;

/** Functions that take parts of a text or find places in it, counted in code points from 1. */
final class PartFunctions {

  private PartFunctions() {}

  static void register(Registry registry) {
    for (String name : new String[] {"substring", "substr"}) {
      registry.two(name + "(text,int4)", (String a, Long from) -> substring(a, from, -1));
      registry.three(
          name + "(text,int4,int4)", (String a, Long from, Long count) -> part(a, from, count));
    }
    registry.two("left(text,int4)", PartFunctions::left);
    registry.two("right(text,int4)", PartFunctions::right);
    registry.two("position(text,text)", PartFunctions::position);
    registry.alias("strpos(text,text)", "position(text,text)");
    registry.three("split_part(text,text,int4)", PartFunctions::splitPart);
    registry.three(
        "overlay(text,text,int4)", (String a, String b, Long at) -> overlay(a, b, at, length(b)));
    registry.many(
        "overlay(text,text,int4,int4)",
        a -> overlay((String) req(a[0]), (String) req(a[1]), (Long) req(a[2]), (Long) req(a[3])));
  }

  private static Object req(@org.jspecify.annotations.Nullable Object argument) {
    return java.util.Objects.requireNonNull(argument);
  }

  private static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String part(String text, long from, long count) {
    if (count < 0) {
      throw new EvaluationException("22011", "negative substring length not allowed");
    }
    long end = from + count;
    if (end > Integer.MAX_VALUE) {
      return substring(text, from, -1);
    }
    if (end < 1) {
      return "";
    }
    return substring(text, from, end - Math.max(from, 1));
  }

  /** Count -1 is to the end. */
  private static String substring(String text, long from, long count) {
    long skip = Math.max(from, 1) - 1;
    if (skip >= text.length()) {
      return "";
    }
    int begin = offset(text, 0, skip);
    int end = count < 0 ? text.length() : offset(text, begin, count);
    return text.substring(begin, end);
  }

  /** The offset of {@code count} code points after {@code from}, at most the end. */
  private static int offset(String text, int from, long count) {
    int at = from;
    for (long i = 0; i < count && at < text.length(); i++) {
      at += Character.isHighSurrogate(text.charAt(at)) ? 2 : 1;
    }
    return at;
  }

  private static String left(String text, Long count) {
    long take = count < 0 ? Math.max(0, length(text) + count) : count;
    return text.substring(0, offset(text, 0, take));
  }

  private static String right(String text, Long count) {
    long skip = count < 0 ? -count : Math.max(0, length(text) - count);
    return text.substring(offset(text, 0, skip));
  }

  private static Long position(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0L : text.codePointCount(0, at) + 1L;
  }

  private static String splitPart(String text, String separator, Long field) {
    if (field == 0) {
      throw new EvaluationException("22023", "field position must not be zero");
    }
    if (text.isEmpty()) {
      return "";
    }
    if (separator.isEmpty()) {
      return field == 1 || field == -1 ? text : "";
    }
    long place = field;
    if (place < 0) {
      long fields = 1;
      for (int at = text.indexOf(separator); at >= 0; ) {
        fields++;
        at = text.indexOf(separator, at + separator.length());
      }
      place += fields + 1;
      if (place <= 0) {
        return "";
      }
    }
    int begin = 0;
    int end = text.indexOf(separator);
    while (--place > 0 && end >= 0) {
      begin = end + separator.length();
      end = text.indexOf(separator, begin);
    }
    return place > 0 ? "" : text.substring(begin, end < 0 ? text.length() : end);
  }

  private static String overlay(String text, String with, long from, long count) {
    if (from <= 0) {
      throw new EvaluationException("22011", "negative substring length not allowed");
    }
    long next = from + count;
    if (next > Integer.MAX_VALUE || next < Integer.MIN_VALUE) {
      throw EvaluationException.outOfRange("integer");
    }
    return part(text, 1, from - 1) + with + substring(text, next, -1);
  }
}
