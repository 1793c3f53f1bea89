package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** Values stored in columns of other types and lengths; plpgsql assigns the same way. */
final class AssignCases {

  private static final List<String> NUMBERS =
      List.of("int2", "int4", "int8", "numeric", "float4", "float8");
  private static final List<String> TEXTS = List.of("text", "varchar", "bpchar");
  private static final List<String> STAMPS = List.of("date", "timestamp", "timestamptz");

  private AssignCases() {}

  static List<Differential.Case> all() {
    List<Differential.Case> cases = new ArrayList<>();
    for (String number : NUMBERS) {
      for (String target : NUMBERS) {
        cases.add(assign(number, target, target, -1));
      }
      cases.add(assign(number, "numeric", "numeric(5,2)", numeric(5, 2)));
      cases.add(assign(number, "numeric", "numeric(3,5)", numeric(3, 5)));
      cases.add(assign(number, "varchar", "varchar(6)", 10));
    }
    for (String text : TEXTS) {
      for (String target : TEXTS) {
        cases.add(assign(text, target, target, -1));
      }
      cases.add(assign(text, "varchar", "varchar(3)", 7));
      cases.add(assign(text, "bpchar", "char(4)", 8));
      cases.add(assign(text, NastyValues.MOOD, "public." + NastyValues.MOOD, -1));
    }
    for (String stamp : STAMPS) {
      for (String target : STAMPS) {
        cases.add(assign(stamp, target, target, -1));
      }
      cases.add(assign(stamp, "timestamp", "timestamp(0)", 0));
      cases.add(assign(stamp, "timestamptz", "timestamptz(3)", 3));
      cases.add(assign(stamp, "varchar", "varchar(30)", 34));
    }
    for (String any : List.of("bool", "uuid", "interval", "json", "jsonb", NastyValues.MOOD)) {
      cases.add(assign(any, "text", "text", -1));
      cases.add(assign(any, "bpchar", "char(40)", 44));
    }
    cases.add(assign("json", "jsonb", "jsonb", -1));
    cases.add(assign("jsonb", "json", "json", -1));
    cases.add(assign("time", "interval", "interval", -1));
    cases.add(assign("interval", "time", "time(0)", 0));
    cases.add(assign("interval", "interval", "interval(2)", (0x7fff << 16) | 2));
    cases.add(assign("_int8", "_int4", "int4[]", -1));
    cases.add(assign("_numeric", "_numeric", "numeric(5,2)[]", numeric(5, 2)));
    cases.add(assign("_text", "_varchar", "varchar(3)[]", 7));
    cases.add(assign("_int4", "_text", "text[]", -1));
    return cases;
  }

  private static int numeric(int precision, int scale) {
    return ((precision << 16) | (scale & 0x7ff)) + 4;
  }

  private static Differential.Case assign(String from, String to, String declared, int modifier) {
    ColumnType target =
        to.equals(NastyValues.MOOD) ? Differential.type(to) : Types.of(to, modifier);
    Expression source = Types.column(0, Differential.type(from));
    return new Differential.Case(
        FunctionCases.argument(0, from),
        List.of(from),
        declared,
        new Expression.Assign(source, "column", target, 1));
  }
}
