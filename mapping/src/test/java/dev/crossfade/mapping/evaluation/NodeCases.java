package dev.crossfade.mapping.evaluation;

import static dev.crossfade.mapping.evaluation.Types.BOOL;
import static dev.crossfade.mapping.evaluation.Types.INT4;
import static dev.crossfade.mapping.evaluation.Types.TEXT;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Expressions that are no function calls: logic, CASE and its kin, arrays. */
final class NodeCases {

  private static final ColumnType INT4_ARRAY = Types.of("_int4");

  private NodeCases() {}

  static List<Differential.Case> all() {
    List<Differential.Case> cases = new ArrayList<>();
    logic(cases);
    values(cases);
    arrays(cases);
    return cases;
  }

  private static Expression column(int index, String type) {
    return Types.column(index, Differential.type(type));
  }

  private static void logic(List<Differential.Case> cases) {
    List<String> three = List.of("bool", "bool", "bool");
    List<Expression> all = List.of(column(0, "bool"), column(1, "bool"), column(2, "bool"));
    for (Expression.LogicOp op : List.of(Expression.LogicOp.AND, Expression.LogicOp.OR)) {
      cases.add(
          new Differential.Case(
              "a[1]::bool " + op + " a[2]::bool " + op + " a[3]::bool",
              three,
              "bool",
              new Expression.Logic(op, all, BOOL, 1)));
    }
    cases.add(
        new Differential.Case(
            "NOT a[1]::bool",
            List.of("bool"),
            "bool",
            new Expression.Logic(Expression.LogicOp.NOT, List.of(column(0, "bool")), BOOL, 1)));
    for (Expression.BooleanTestKind kind : Expression.BooleanTestKind.values()) {
      cases.add(
          new Differential.Case(
              "a[1]::bool " + kind.name().replace('_', ' '),
              List.of("bool"),
              "bool",
              new Expression.BooleanTest(column(0, "bool"), kind, BOOL, 1)));
    }
  }

  private static void values(List<Differential.Case> cases) {
    for (String type : List.of("int4", "text", "numeric", "float8", "timestamp", "bool")) {
      String cast = "::" + type + (type.equals("text") ? " COLLATE \"C\"" : "");
      ColumnType result = Differential.type(type);
      List<String> three = List.of(type, type, type);
      List<Expression> all = List.of(column(0, type), column(1, type), column(2, type));
      String list = "(a[1]" + cast + ", a[2]" + cast + ", a[3]" + cast + ")";
      cases.add(
          new Differential.Case(
              "COALESCE" + list, three, type, new Expression.Coalesce(all, result, 1)));
      for (boolean greatest : new boolean[] {true, false}) {
        cases.add(
            new Differential.Case(
                (greatest ? "GREATEST" : "LEAST") + list,
                three,
                type,
                new Expression.MinMax(greatest, all, "C", result, 1)));
      }
    }
    cases.add(
        new Differential.Case(
            "NULLIF(a[1]::int4, a[2]::int4)",
            List.of("small", "small"),
            "int4",
            new Expression.NullIf(
                "int4eq(int4,int4)", column(0, "int4"), column(1, "int4"), null, INT4, 1)));
    cases.add(
        new Differential.Case(
            "a[1]::numeric IS DISTINCT FROM a[2]::numeric",
            List.of("numeric", "numeric"),
            "bool",
            new Expression.Distinct(
                "numeric_eq(numeric,numeric)",
                column(0, "numeric"),
                column(1, "numeric"),
                null,
                BOOL,
                1)));
    cases.add(
        new Differential.Case(
            "CASE WHEN a[1]::bool THEN 1 / a[2]::int4 ELSE a[2]::int4 END",
            List.of("bool", "small"),
            "int4",
            new Expression.Case(
                List.of(
                    new Expression.When(
                        column(0, "bool"),
                        Types.call(
                            "int4div(int4,int4)",
                            INT4,
                            Types.constant("1", INT4),
                            column(1, "int4")))),
                column(1, "int4"),
                INT4,
                1)));
  }

  private static void arrays(List<Differential.Case> cases) {
    Expression array = column(0, "_int4");
    cases.add(
        new Differential.Case(
            "(a[1]::int4[])[a[2]::int4]",
            List.of("_int4", "small"),
            "int4",
            new Expression.Subscript(array, List.of(column(1, "int4")), List.of(), INT4, 1)));
    cases.add(
        new Differential.Case(
            "(a[1]::int4[])[a[2]::int4][a[3]::int4]",
            List.of("_int4", "small", "small"),
            "int4",
            new Expression.Subscript(
                array, List.of(column(1, "int4"), column(2, "int4")), List.of(), INT4, 1)));
    cases.add(
        new Differential.Case(
            "(a[1]::int4[])[a[2]::int4:a[3]::int4]",
            List.of("_int4", "small", "small"),
            "_int4",
            new Expression.Subscript(
                array, List.of(column(2, "int4")), List.of(column(1, "int4")), INT4_ARRAY, 1)));
    cases.add(
        new Differential.Case(
            "(a[1]::int4[])[:a[2]::int4]",
            List.of("_int4", "small"),
            "_int4",
            new Expression.Subscript(
                array,
                List.of(column(1, "int4")),
                Arrays.asList((Expression) null),
                INT4_ARRAY,
                1)));
    for (boolean any : new boolean[] {true, false}) {
      cases.add(
          new Differential.Case(
              "a[1]::int4 = " + (any ? "ANY" : "ALL") + " (a[2]::int4[])",
              List.of("small", "_int4"),
              "bool",
              new Expression.AnyAll(
                  "int4eq(int4,int4)", any, column(0, "int4"), column(1, "_int4"), null, BOOL, 1)));
    }
    cases.add(
        new Differential.Case(
            "ARRAY[a[1]::text, a[2]::text]",
            List.of("text", "text"),
            "_text",
            new Expression.ArrayOf(
                List.of(column(0, "text"), column(1, "text")), false, Types.of("_text"), 1)));
    cases.add(
        new Differential.Case(
            "ARRAY[a[1]::int4[], a[2]::int4[]]",
            List.of("_int4", "_int4"),
            "_int4",
            new Expression.ArrayOf(
                List.of(column(0, "_int4"), column(1, "_int4")), true, INT4_ARRAY, 1)));
    cases.add(
        new Differential.Case(
            "a[1]::text[]::int4[]",
            List.of("_text"),
            "_int4",
            new Expression.ArrayCast(
                column(0, "_text"),
                new Expression.ViaText(new Expression.FanOutColumn(0, "e", TEXT, 1), INT4, 1),
                INT4_ARRAY,
                1)));
  }
}
