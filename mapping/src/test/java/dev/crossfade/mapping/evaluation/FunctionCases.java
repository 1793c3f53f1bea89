package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.plan.Expression;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes differential cases of a function's signature: polymorphic types become real ones. */
final class FunctionCases {

  private static final Map<String, List<String>> POLYMORPHIC =
      Map.of(
          "anyenum", List.of(NastyValues.MOOD),
          "anyarray", List.of("_int4", "_text", "_numeric", "_timestamp"),
          "anyelement", List.of("int4", "text", "numeric", "bool"),
          "anynonarray",
              List.of("int8", "bool", "bpchar", "numeric", "timestamptz", "float8", "json"),
          "anycompatiblearray", List.of("_int8", "_text"),
          "anycompatible", List.of("int8", "text"),
          "any",
              List.of("text", "int4", "bool", "numeric", "timestamp", "bytea", "jsonb", "_text"));

  private FunctionCases() {}

  static List<String> argumentTypes(String signature) {
    String inner = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
    return inner.isEmpty() ? List.of() : List.of(inner.split(","));
  }

  /** All cases of a signature; constants by the place of their argument. */
  static List<Differential.Case> of(
      Differential differential, String signature, Map<Integer, String> constants)
      throws SQLException {
    List<String> declared = argumentTypes(signature);
    int variants = 1;
    for (String type : declared) {
      variants = Math.max(variants, POLYMORPHIC.getOrDefault(type, List.of("")).size());
    }
    List<Differential.Case> cases = new ArrayList<>();
    for (int v = 0; v < variants; v++) {
      List<String> types = new ArrayList<>();
      for (String type : declared) {
        List<String> choices = POLYMORPHIC.getOrDefault(type, List.of(type));
        types.add(choices.get(v % choices.size()));
        if (type.equals("any")) {
          types.add(choices.get((v + 3) % choices.size()));
        }
      }
      cases.add(call(differential, signature, types, constants));
    }
    return cases;
  }

  private static Differential.Case call(
      Differential differential,
      String signature,
      List<String> types,
      Map<Integer, String> constants)
      throws SQLException {
    String name = signature.substring(0, signature.indexOf('('));
    boolean variadic = signature.matches("jsonb?_(extract_path(_text)?|delete)\\(.*_text\\)");
    String schema =
        name.startsWith("uuid_") && !signature.endsWith("(uuid,uuid)") ? "public" : "pg_catalog";
    StringBuilder sql = new StringBuilder(schema).append(".\"").append(name).append("\"(");
    List<Expression> arguments = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i);
      sql.append(i == 0 ? "" : ", ").append(variadic && i == 1 ? "VARIADIC " : "");
      String constant = constants.get(i);
      if (constant == null) {
        sql.append(argument(columns.size(), type));
        arguments.add(Types.column(columns.size(), Differential.type(type)));
        columns.add(type);
      } else {
        sql.append('\'').append(constant.replace("'", "''")).append("'::").append(type);
        arguments.add(Types.constant(constant, Differential.type(type)));
      }
    }
    sql.append(")");
    String result = differential.typeOf(sql.toString());
    return new Differential.Case(
        sql.toString(),
        columns,
        result,
        new Expression.Call(
            signature, arguments, differential.collation(), Differential.type(result), 1));
  }

  /** The same case under another collation. */
  static Differential.Case collated(Differential.Case test, String collation) {
    Expression.Call call = (Expression.Call) test.expression();
    return new Differential.Case(
        test.sql().replaceAll("::text", "::text COLLATE \"" + collation + "\""),
        test.types(),
        test.result(),
        new Expression.Call(call.function(), call.arguments(), collation, call.type(), call.at()));
  }

  static String argument(int index, String type) {
    String qualified = type.equals(NastyValues.MOOD) ? "public." + type : type;
    return "a[" + (index + 1) + "]::" + qualified;
  }
}
