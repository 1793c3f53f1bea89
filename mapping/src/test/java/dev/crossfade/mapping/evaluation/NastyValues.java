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

  private final boolean infiniteIntervals;
  private final boolean calm;

  NastyValues(Random random) {
    this(random, 17, false);
  }

  /**
   * @param major of the server: intervals are infinite from PostgreSQL 17
   * @param calm no infinite or extreme timestamps, floats and intervals
   */
  NastyValues(Random random, int major, boolean calm) {
    this.random = random;
    this.infiniteIntervals = major >= 17;
    this.calm = calm;
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
      case "int2" -> integer(16);
      case "int4" -> integer(32);
      case "int8" -> integer(64);
      case "small" -> String.valueOf(random.nextInt(46) - 6);
      case "numeric" -> numeric();
      case "float4" -> real();
      case "float8" -> floating();
      case "name" -> pick(TEXTS);
      case "bpchar" -> text() + " ".repeat(random.nextInt(3));
      case "bytea" -> bytea();
      case "date" -> date();
      case "time" -> time();
      case "timestamp" -> timestamp();
      case "timestamptz" -> timestamptz();
      case "interval" -> interval();
      case "timetz" -> time() + pick("+00", "+02", "-05:30", "-00:00:01", "+15:59:59");
      case "inet" -> inet();
      case "cidr" -> pick("10.0.0.0/8", "192.168.4.0/22", "2001:db8::/32", "0.0.0.0/0", "::1/128");
      case "macaddr" ->
          "08:00:2b:%02x:%02x:%02x"
              .formatted(random.nextInt(3), random.nextInt(3), random.nextInt(256));
      case "exponent" -> exponent();
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
    return values[random.nextInt(values.length)];
  }

  private String integer(int bits) {
    long limit = 1L << (bits - 1);
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(-limit);
      case 1 -> String.valueOf(limit - 1);
      case 2, 3 -> String.valueOf(random.nextInt(41) - 20);
      case 4 -> String.valueOf(random.nextInt(2001) - 1000);
      default -> String.valueOf(random.nextLong() >> (64 - bits + random.nextInt(bits)));
    };
  }

  private String numeric() {
    return switch (random.nextInt(8)) {
      case 0 ->
          pick("NaN", "Infinity", "-Infinity", "0", "0.00", "1", "-1", "10", "0.5", "-0.5", "2.5");
      case 1 -> pick("9999.5", "0.00001", "-0.0001", "32767.5", "2147483647.5", "1e20", "1e-20");
      case 2 -> String.valueOf(random.nextInt(200) - 100);
      case 3 -> digits(1 + random.nextInt(30));
      default -> digits(1 + random.nextInt(12)) + "." + random.nextInt(1 << random.nextInt(30));
    };
  }

  private String digits(int count) {
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "-" : "");
    for (int i = 0; i < count; i++) {
      out.append((char) ('0' + random.nextInt(10)));
    }
    return out.toString();
  }

  private String real() {
    return switch (random.nextInt(5)) {
      case 0 -> pick("0", "-0", "NaN", "Infinity", "-Infinity", "3.4028235e38", "1e-45", "0.1");
      case 1 -> String.valueOf(random.nextInt(2000) / 8f - 100);
      case 2 -> {
        float any = Float.intBitsToFloat(random.nextInt());
        yield Float.isNaN(any) ? "NaN" : String.valueOf(any);
      }
      case 3 -> String.valueOf(random.nextInt(21) - 10);
      default -> String.valueOf(random.nextFloat() * 1e6f);
    };
  }

  private String floating() {
    if (calm) {
      return String.valueOf(random.nextInt(400) / 8.0 - 20);
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          pick("0", "-0", "NaN", "Infinity", "-Infinity", "1e308", "-1e308", "5e-324", "1e15");
      case 1 -> String.valueOf(random.nextInt(4000) / 8.0 - 200);
      case 2 -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(any) ? "NaN" : String.valueOf(any);
      }
      case 3 -> String.valueOf(random.nextInt(21) - 10);
      case 4 ->
          pick("0.1", "1e-5", "123456789.125", "1e23", "2.5", "3.5", "-2.5", "9007199254740993");
      default -> String.valueOf(random.nextDouble() * 1e6);
    };
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

  private String date() {
    return switch (random.nextInt(6)) {
      case 0 -> pick("infinity", "-infinity", "4713-11-24 BC", "5874897-12-31", "0001-01-01");
      case 1 -> pick("0001-12-31 BC", "2000-02-29", "1900-02-28", "1999-12-31", "294277-01-01");
      default -> year() + "-" + two(1 + random.nextInt(12)) + "-" + two(1 + random.nextInt(28));
    };
  }

  private String year() {
    int year = random.nextInt(4) == 0 ? 1 + random.nextInt(9999) : 1960 + random.nextInt(100);
    return "%04d".formatted(year);
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  private String time() {
    if (random.nextInt(6) == 0) {
      return pick("00:00:00", "24:00:00", "23:59:59.999999", "12:00:00", "23:59:59.5");
    }
    String plain =
        two(random.nextInt(24)) + ":" + two(random.nextInt(60)) + ":" + two(random.nextInt(60));
    return random.nextBoolean() ? plain : plain + ".%06d".formatted(random.nextInt(1_000_000));
  }

  private String timestamp() {
    if (!calm && random.nextInt(6) == 0) {
      return pick(
          "infinity",
          "-infinity",
          "4713-11-24 00:00:00 BC",
          "294276-12-31 23:59:59.999999",
          "2000-01-01 00:00:00",
          "1999-12-31 23:59:59.999999",
          "0001-12-31 23:59:59 BC",
          "1970-01-01 00:00:00");
    }
    return year()
        + "-"
        + two(1 + random.nextInt(12))
        + "-"
        + two(1 + random.nextInt(28))
        + " "
        + time();
  }

  private String timestamptz() {
    String local = timestamp();
    if (local.contains("infinity")) {
      return local;
    }
    return local.endsWith("BC") ? local.replace(" BC", "+00 BC") : local + "+00";
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

  private String exponent() {
    return switch (random.nextInt(5)) {
      case 0 -> pick("0", "1", "-1", "2", "0.5", "-0.5", "NaN", "Infinity", "-Infinity", "3.00");
      case 1 -> String.valueOf(random.nextInt(400) - 200);
      case 2 -> (random.nextInt(40) - 20) + "." + random.nextInt(100);
      default -> String.valueOf(random.nextInt(20) - 6);
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

  private String interval() {
    return switch (calm ? 2 + random.nextInt(4) : random.nextInt(6)) {
      case 0 ->
          infiniteIntervals
              ? pick("infinity", "-infinity", "00:00:00", "178000000 years", "-1 days +02:00:00")
              : pick("00:00:00", "177000000 years", "-1 days +02:00:00");
      case 1 -> pick("1 mon", "1 day", "1 year 2 mons 3 days 04:05:06.789", "-1 mons +1 day");
      case 2 -> (random.nextInt(200) - 100) + " days";
      case 3 -> (random.nextInt(60) - 30) + " mons " + (random.nextInt(99) - 50) + " days";
      default ->
          (random.nextInt(20) - 10)
              + " mons "
              + (random.nextInt(99) - 50)
              + " days "
              + (random.nextBoolean() ? "-" : "")
              + time();
    };
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
