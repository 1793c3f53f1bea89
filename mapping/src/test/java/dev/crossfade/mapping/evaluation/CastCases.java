package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.plan.Expression;
import java.util.ArrayList;
import java.util.List;

/** Casts through text, and assignments to columns with a length. */
final class CastCases {

  static final List<String> TYPES =
      List.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "bytea",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "interval",
          "uuid",
          "json",
          "jsonb",
          NastyValues.MOOD,
          "_int4",
          "_text",
          "_numeric",
          "_bool");

  private CastCases() {}

  /** A text through the input function of a type. */
  static Differential.Case input(String type) {
    return viaText("text", type);
  }

  /** A value through its output function. */
  static Differential.Case output(String type) {
    return viaText(type, "text");
  }

  private static Differential.Case viaText(String from, String to) {
    String sql =
        to.equals("text")
            ? "format('%s', " + FunctionCases.argument(0, from) + ")"
            : "a[1]::" + (to.equals(NastyValues.MOOD) ? "public." : "") + to;
    return new Differential.Case(
        sql,
        List.of(from),
        to,
        new Expression.ViaText(Types.column(0, Differential.type(from)), Differential.type(to), 1),
        to.startsWith("_") || to.startsWith("json"));
  }

  /** Rows of a cast from text. */
  static List<String[]> texts(String type, NastyValues values, int count) {
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new String[] {values.nearly(type)});
    }
    return rows;
  }
}
