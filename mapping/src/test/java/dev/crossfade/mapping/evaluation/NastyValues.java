package dev.crossfade.mapping.evaluation;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Random values of a type, as text that PostgreSQL reads: extremes first, then anything. */
final class NastyValues {

  static final String MOOD = "differential_mood";
  static final List<String> MOODS = List.of("sad", "ok", "happy", "Ω", "a b");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "abc",
          "ABC",
          "Abc abc",
          "  pad  ",
          "äöü ÄÖÜ",
          "e\u0301",
          "\uD83D\uDE00",
          "a\uD83D\uDE00b",
          "日本語",
          "%",
          "_",
          "\\",
          "a%b_c",
          "it's",
          "\"q\"",
          "NULL",
          "{a,b}",
          "1",
          "-1",
          "1.5",
          "true",
          "İıßǅ",
          "tab\tnew\nline\r",
          "a,b,,c",
          "select",
          "Rank 7",
          "xx\u00a0y",
          "ſK",
          "trailing   ");

  private final Random random;
  private final NastyNumbers numbers;
  private final NastyTimes times;

  NastyValues(Random random) {
    this(random, 17, false);
  }

  /**
   * @param major of the server: intervals are infinite from PostgreSQL 17
   * @param calm no infinite or extreme timestamps, floats and intervals
   */
  NastyValues(Random random, int major, boolean calm) {
    this.random = random;
    this.numbers = new NastyNumbers(random, calm);
    this.times = new NastyTimes(random, major >= 17, calm);
  }

  /** One value of a type by its {@code pg_type} name, or null. */
  String of(String type) {
    return random.nextInt(12) == 0 ? null : present(type);
  }

  String present(String type) {
    if (type.startsWith("_")) {
      return array(type.substring(1));
    }
    return switch (type) {
      case "bool" -> random.nextBoolean() ? "t" : "f";
      case "int2" -> numbers.integer(16);
      case "int4" -> numbers.integer(32);
      case "int8" -> numbers.integer(64);
      case "small" -> String.valueOf(random.nextInt(46) - 6);
      case "numeric" -> numbers.numeric();
      case "float4" -> numbers.real();
      case "float8" -> numbers.floating();
      case "name" -> pick(TEXTS);
      case "bpchar" -> text() + " ".repeat(random.nextInt(3));
      case "bytea" -> bytea();
      case "date" -> times.date();
      case "time" -> times.time();
      case "timestamp" -> times.timestamp();
      case "timestamptz" -> times.timestamptz();
      case "interval" -> times.interval();
      case "timetz" -> times.time() + pick("+00", "+02", "-05:30", "-00:00:01", "+15:59:59");
      case "inet" -> inet();
      case "cidr" -> pick("10.0.0.0/8", "192.168.4.0/22", "2001:db8::/32", "0.0.0.0/0", "::1/128");
      case "macaddr" ->
          "08:00:2b:%02x:%02x:%02x"
              .formatted(random.nextInt(3), random.nextInt(3), random.nextInt(256));
      case "exponent" -> numbers.exponent();
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "json" -> json(3);
      case "jsonb" -> json(3);
      case MOOD -> pick(MOODS);
      default -> text();
    };
  }

  /** A text that is a value of the type, or nearly one. */
  String nearly(String type) {
    String value = present(type);
    if (random.nextInt(3) == 0) {
      return value;
    }
    if (random.nextInt(12) == 0) {
      return text();
    }
    StringBuilder out = new StringBuilder(value);
    for (int i = random.nextInt(3); i >= 0 && out.length() > 0; i--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, pick(" ", "0", "1", "-", "+", ".", "e", "_", ":", ",", "\"", "x"));
        case 2 -> out.setCharAt(at, "0123456789 -:.{}[],\"".charAt(random.nextInt(20)));
        default -> out.append(pick(" ", "0", "e5", "Z", "+00", ".5", "{", "\n", " BC", "t"));
      }
    }
    return out.toString();
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String pick(String... values) {
    return oneOf(random, values);
  }

  static String oneOf(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  String text() {
    return switch (random.nextInt(4)) {
      case 0 -> pick(TEXTS);
      case 1 -> letters("abAB ", 8);
      case 2 -> letters("abc%_\\,äß\uFFFD.-", 12);
      default -> anyCodePoints();
    };
  }

  private String letters(String alphabet, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  private String anyCodePoints() {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      int c = 1 + random.nextInt(random.nextBoolean() ? 0x500 : 0x2ffff);
      boolean usable = Character.isDefined(c) && (c < 0xd800 || c > 0xdfff);
      out.appendCodePoint(usable ? c : 'x');
    }
    return out.toString();
  }

  private String bytea() {
    byte[] bytes = new byte[random.nextInt(8)];
    random.nextBytes(bytes);
    if (random.nextInt(3) == 0) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) "ab%_\\".charAt(random.nextInt(5));
      }
    }
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  private String inet() {
    String mask = random.nextBoolean() ? "" : "/" + random.nextInt(33);
    return switch (random.nextInt(4)) {
      case 0 -> pick("::", "::1", "::ffff:1.2.3.4", "::1.2.3.4", "1:0:0:2:0:0:0:3", "fe80::1/64");
      case 1 -> {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
          out.append(i == 0 ? "" : ":").append(pick("0", "0", "ffff", "a", "1f0"));
        }
        yield out + mask;
      }
      default ->
          "10." + random.nextInt(2) + "." + random.nextInt(3) + "." + random.nextInt(256) + mask;
    };
  }

  /** One of the given texts, sometimes damaged. */
  String nearlyOneOf(String... texts) {
    StringBuilder out = new StringBuilder(pick(texts));
    for (int i = random.nextInt(4) - 1; i > 0 && out.length() > 0; i--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, pick(" ", "0", "1", "-", "+", ".", ":", ",", "x", "é"));
        case 2 -> out.setCharAt(at, "0123456789 -:.".charAt(random.nextInt(14)));
        default -> out.append(pick(" ", "0", "9", "Z", "pm", ".5"));
      }
    }
    return out.toString();
  }

  String json(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> pick("null", "true", "false");
      case 1 -> pick("0", "-1", "1.50", "1e2", "123456789012345678901234567890", "-0.0", "1E-3");
      case 2, 3 -> pick("\"a\"", "\"\"", "\"\\u00e4\\n\\\"\"", "\"\\ud83d\\ude00\"", "\"a b\"");
      case 4 -> String.valueOf(random.nextInt(10));
      case 5 -> pick("[]", "{}", " [ ] ", "{ }");
      case 6 -> {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          parts.add(json(depth - 1));
        }
        yield "[" + String.join(pick(",", ", "), parts) + "]";
      }
      default -> {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          parts.add(pick("\"a\"", "\"b\"", "\"aa\"", "\"\"", "\"ä\"") + ": " + json(depth - 1));
        }
        yield "{" + String.join(pick(",", ", "), parts) + "}";
      }
    };
  }

  private String array(String element) {
    return switch (random.nextInt(7)) {
      case 0 -> "{}";
      case 1 -> {
        int inner = 1 + random.nextInt(3);
        List<String> rows = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          rows.add(row(element, inner));
        }
        yield "{" + String.join(",", rows) + "}";
      }
      case 2 -> {
        int size = 1 + random.nextInt(3);
        int lower = random.nextInt(7) - 3;
        yield "[" + lower + ":" + (lower + size - 1) + "]=" + row(element, size);
      }
      default -> row(element, 1 + random.nextInt(4));
    };
  }

  private String row(String element, int size) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String value = random.nextInt(8) == 0 ? null : arrayElement(element);
      parts.add(
          value == null ? "NULL" : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }
    return "{" + String.join(",", parts) + "}";
  }

  /** A path into JSON, as text[]. */
  String path() {
    List<String> steps = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      steps.add(pick("a", "b", "aa", "0", "1", "-1", "2", "\"\"", "NULL"));
    }
    return "{" + String.join(",", steps) + "}";
  }

  /** From few values, so that elements meet. */
  private String arrayElement(String element) {
    return switch (element) {
      case "int2", "int4", "int8" ->
          random.nextInt(4) == 0 ? present(element) : String.valueOf(random.nextInt(4));
      case "text", "varchar" -> random.nextInt(3) == 0 ? text() : pick("a", "b", "", "NULL", "a,b");
      default -> present(element);
    };
  }
}
