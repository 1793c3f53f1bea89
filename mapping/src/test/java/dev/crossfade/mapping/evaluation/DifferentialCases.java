package dev.crossfade.mapping.evaluation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The differential cases of every signature, with constants and rows that suit them. */
final class DifferentialCases {

  private static final List<String> CLOCK =
      List.of("microseconds", "milliseconds", "second", "minute", "hour");
  private static final List<String> CALENDAR =
      List.of("day", "week", "month", "quarter", "year", "decade", "century", "millennium");
  private static final List<String> DAYS =
      List.of("dow", "isodow", "doy", "isoyear", "julian", "epoch");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");

  private DifferentialCases() {}

  static List<Differential.Case> of(Differential differential, String signature)
      throws SQLException {
    List<Differential.Case> cases = new ArrayList<>();
    for (Map<Integer, String> constants : constants(signature)) {
      cases.addAll(FunctionCases.of(differential, signature, constants));
    }
    if (signature.matches("(lower|upper|initcap|texticn?like)\\(.*")) {
      cases.add(FunctionCases.collated(cases.get(0), "pg_c_utf8"));
      cases.add(FunctionCases.collated(cases.get(0), "C"));
    }
    return cases;
  }

  private static List<Map<Integer, String>> constants(String signature) {
    if (signature.matches("jsonb?_build_.*\\(\\)")) {
      return List.of();
    }
    if (signature.matches("(extract|date_part|date_trunc)\\(.*")) {
      return first(units(signature));
    }
    if (signature.matches("to_(char|date|timestamp)\\(.*text\\)")) {
      return FormatCases.constants(signature);
    }
    if (signature.contains("regex") || signature.equals("substring(text,text)")) {
      return RegexCases.constants(signature);
    }
    if (signature.startsWith("timezone(text")) {
      return first(ZONES);
    }
    if (signature.equals("convert_to(text,name)")) {
      return List.of(Map.of(1, "UTF8"));
    }
    if (signature.startsWith("encode(") || signature.startsWith("decode(")) {
      return List.of(Map.of(1, "hex"), Map.of(1, "base64"), Map.of(1, "ESCAPE"));
    }
    if (signature.matches("(varchar|bpchar)\\(.*int4,bool\\)")) {
      return List.of(
          Map.of(1, "5", 2, "false"),
          Map.of(1, "8", 2, "false"),
          Map.of(1, "8", 2, "true"),
          Map.of(1, "-1", 2, "true"));
    }
    if (signature.equals("numeric(numeric,int4)")) {
      return List.of(numeric(5, 2), numeric(3, 5), numeric(10, 0), numeric(6, -2));
    }
    if (signature.equals("interval(interval,int4)")) {
      return List.of(Map.of(1, "" + (0x7fff << 16)), Map.of(1, "" + ((0x7fff << 16) | 3)));
    }
    if (signature.matches("(time|timestamp|timestamptz)\\(.*int4\\)")) {
      return List.of(Map.of(1, "0"), Map.of(1, "3"), Map.of(1, "6"));
    }
    return List.of(Map.of());
  }

  private static List<Map<Integer, String>> first(List<String> values) {
    List<Map<Integer, String>> constants = new ArrayList<>();
    values.forEach(value -> constants.add(Map.of(0, value)));
    return constants;
  }

  private static Map<Integer, String> numeric(int precision, int scale) {
    return Map.of(1, String.valueOf(((precision << 16) | (scale & 0x7ff)) + 4));
  }

  private static List<String> units(String signature) {
    String type = signature.substring(signature.indexOf(',') + 1, signature.length() - 1);
    List<String> units = new ArrayList<>(type.equals("date") ? List.of() : CLOCK);
    if (!type.equals("time")) {
      units.addAll(CALENDAR);
    }
    if (!signature.startsWith("date_trunc")) {
      units.addAll(type.equals("time") || type.equals("interval") ? List.of("epoch") : DAYS);
      if (type.equals("timestamptz")) {
        units.add("timezone");
      }
    }
    if (type.equals("interval")) {
      units.remove("week");
    }
    if (signature.endsWith("interval)") && !signature.startsWith("date_trunc")) {
      units.remove("quarter");
    }
    return units;
  }

  /** One row of values. */
  static String[] row(String signature, Differential.Case test, NastyValues values) {
    boolean small =
        signature.matches("[lr]pad.*|repeat.*|left.*|right.*|subst.*|split_p.*|overlay.*|array_.*")
            || signature.matches("int\\dsh.*|jsonb?_array.*|jsonb_delete.*|chr.*|make_.*");
    boolean formatted = signature.matches("to_(date|timestamp)\\(text,text\\)");
    boolean exponent = signature.matches("(numeric_power|power|pow)\\(.*");
    boolean paths = signature.matches("jsonb_(set|insert|delete_path|extract).*");
    String[] row = new String[test.types().size()];
    for (int i = 0; i < row.length; i++) {
      String type = test.types().get(i);
      if (formatted) {
        row[i] = FormatCases.text(test.sql(), values);
      } else if (exponent && i == 1) {
        row[i] = values.of("exponent");
      } else if (small && type.equals("int4")) {
        row[i] = values.of("small");
      } else if (paths && type.equals("_text")) {
        row[i] = values.path();
      } else {
        row[i] = values.of(type);
      }
    }
    return row;
  }
}
