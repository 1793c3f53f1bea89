package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** Hand-made values of a type on which evaluators like to differ, as text. */
final class NastyValues {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "abc",
          "  padded  ",
          "ß",
          "İstanbul",
          "ŉ",
          "👍🏽 ok",
          "a'b\\c\"d",
          "line\nbreak\ttab",
          "NULL",
          "1",
          "-7",
          "true",
          "1.50",
          "{\"a\": [1, null]}",
          "2024-02-29",
          "%_",
          "a,b,,c",
          "x".repeat(300));

  private static final List<String> DATES =
      List.of(
          "1970-01-01",
          "infinity",
          "-infinity",
          "0044-03-15 BC",
          "2000-02-29",
          "9999-12-31",
          "1969-12-31",
          "0001-01-01");

  private static final List<String> TIMES =
      List.of(
          "1970-01-01 00:00:00",
          "infinity",
          "-infinity",
          "0044-03-15 12:00:00 BC",
          "2000-02-29 23:59:59.999999",
          "1969-12-31 23:59:59.5",
          "2024-03-31 02:30:00.001");

  private NastyValues() {}

  /** Some of them may be refused by the type's length. */
  static List<String> of(ColumnType type) {
    if (type.kind() == ColumnType.Kind.ENUM) {
      return type.enumLabels();
    }
    if (type.kind() == ColumnType.Kind.ARRAY) {
      return arrays(type);
    }
    return switch (type.base()) {
      case "bool" -> List.of("t", "f");
      case "int2" -> List.of("0", "-1", "7", "32767", "-32768");
      case "int4" -> List.of("0", "-1", "7", "100000", "2147483647", "-2147483648");
      case "int8" ->
          List.of("0", "-1", "7", "2147483648", "9223372036854775807", "-9223372036854775808");
      case "numeric" ->
          List.of(
              "0",
              "0.00",
              "-0.005",
              "2.5",
              "NaN",
              "Infinity",
              "-Infinity",
              "12345.6789",
              "100000000000000000000000000000",
              "1.10");
      case "float4", "float8" ->
          List.of(
              "0",
              "-0",
              "NaN",
              "Infinity",
              "-Infinity",
              "0.5",
              "2.5",
              "-1.5",
              "1e-10",
              "123456789.125",
              "1e15",
              "0.1");
      case "text", "varchar" -> cut(type);
      case "bpchar" -> cut(type);
      case "bytea" -> List.of("\\x", "\\x00ff", "\\x61");
      case "date" -> DATES;
      case "timestamp", "timestamptz" -> TIMES;
      case "time" -> List.of("00:00:00", "24:00:00", "23:59:59.999999");
      case "interval" ->
          List.of("0", "1 mon -1 days", "-1 years", "36:00:00.5", "-00:00:01", "1 day");
      case "uuid" ->
          List.of(
              "00000000-0000-0000-0000-000000000000",
              "ffffffff-ffff-ffff-ffff-ffffffffffff",
              "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
      case "json", "jsonb" ->
          List.of(
              "null",
              "{}",
              "[]",
              "[1, 2.0, \"x\"]",
              "{\"a\": {\"b\": null}, \"aa\": 1.10}",
              "\"s\"",
              "1.0",
              "{\"ä\": \"\\u00e9\", \"name\": \"x\"}");
      case "inet" -> List.of("10.0.0.1", "10.0.0.0/8", "::1");
      default -> List.of();
    };
  }

  private static List<String> cut(ColumnType type) {
    if (type.modifier() == -1) {
      return TEXTS;
    }
    int length = type.modifier() - 4;
    return TEXTS.stream()
        .map(t -> t.codePointCount(0, t.length()) <= length ? t : prefix(t, length))
        .distinct()
        .toList();
  }

  private static String prefix(String text, int length) {
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static List<String> arrays(ColumnType type) {
    List<String> arrays = new ArrayList<>(List.of("{}", "{NULL}"));
    switch (type.base()) {
      case "_int2", "_int4", "_int8", "_numeric" ->
          arrays.addAll(List.of("{1,2,3}", "{{1,2},{3,4}}", "[2:3]={5,6}", "{-1,NULL,7}"));
      case "_text", "_varchar" ->
          arrays.addAll(List.of("{a,\"b c\",\"\"}", "{\"a\\\"b\",NULL,\"NULL\"}", "{{x,y},{z,w}}"));
      case "_bool" -> arrays.add("{t,f,NULL}");
      case "_float8", "_float4" -> arrays.add("{1.5,NaN,-Infinity}");
      default -> {}
    }
    return arrays;
  }
}
