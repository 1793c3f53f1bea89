package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.plan.Expression;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a compiled expression for people, near to the SQL it came from. */
final class ExpressionText {

  /** Ends of the names of operators' functions. */
  private static final Map<String, String> OPERATORS =
      Map.of("eq", "=", "ne", "<>", "lt", "<", "le", "<=", "gt", ">", "ge", ">=");

  private static final Map<String, String> MORE =
      Map.of(
          "pl",
          "+",
          "mi",
          "-",
          "mul",
          "*",
          "div",
          "/",
          "textcat",
          "||",
          "textanycat",
          "||",
          "anytextcat",
          "||",
          "numeric_add",
          "+",
          "numeric_sub",
          "-",
          "numeric_mul",
          "*");

  private ExpressionText() {}

  static String of(Expression e) {
    if (e instanceof Expression.Column x) {
      return x.name();
    } else if (e instanceof Expression.FanOutColumn x) {
      return x.name();
    } else if (e instanceof Expression.Constant x) {
      return constant(x);
    } else if (e instanceof Expression.Call x) {
      return call(x);
    } else if (e instanceof Expression.Logic x) {
      return logic(x);
    } else if (e instanceof Expression.NullTest x) {
      return of(x.argument()) + (x.isNull() ? " IS NULL" : " IS NOT NULL");
    } else if (e instanceof Expression.BooleanTest x) {
      return of(x.argument()) + " " + x.kind().name().replace('_', ' ');
    } else if (e instanceof Expression.Case x) {
      return x.whens().stream()
          .map(w -> " WHEN " + of(w.condition()) + " THEN " + of(w.result()))
          .collect(Collectors.joining("", "CASE", " ELSE " + of(x.otherwise()) + " END"));
    } else if (e instanceof Expression.Coalesce x) {
      return list("COALESCE", x.arguments());
    } else if (e instanceof Expression.MinMax x) {
      return list(x.greatest() ? "GREATEST" : "LEAST", x.arguments());
    }
    return rare(e);
  }

  private static String rare(Expression e) {
    if (e instanceof Expression.Distinct x) {
      return of(x.left()) + " IS DISTINCT FROM " + of(x.right());
    } else if (e instanceof Expression.NullIf x) {
      return list("NULLIF", List.of(x.left(), x.right()));
    } else if (e instanceof Expression.ViaText x) {
      return of(x.argument()) + "::" + x.type().display();
    } else if (e instanceof Expression.Relabel x) {
      return of(x.argument());
    } else if (e instanceof Expression.ArrayCast x) {
      return of(x.argument()) + "::" + x.type().display();
    } else if (e instanceof Expression.ArrayOf x) {
      return x.elements().stream()
          .map(ExpressionText::of)
          .collect(Collectors.joining(", ", "ARRAY[", "]"));
    } else if (e instanceof Expression.Subscript x) {
      return of(x.array()) + x.upper().stream().map(ExpressionText::bound).toList();
    } else if (e instanceof Expression.AnyAll x) {
      return of(x.scalar())
          + " "
          + operator(x.function())
          + (x.any() ? " ANY (" : " ALL (")
          + of(x.array())
          + ")";
    }
    return of(((Expression.Assign) e).argument());
  }

  private static String bound(@Nullable Expression bound) {
    return bound == null ? "" : of(bound);
  }

  private static String constant(Expression.Constant constant) {
    String text = constant.text();
    if (text == null) {
      return "NULL";
    }
    return switch (constant.type().base()) {
      case "int2", "int4", "int8", "numeric" -> text;
      case "bool" -> text.equals("t") ? "true" : "false";
      default -> "'" + text.replace("'", "''") + "'";
    };
  }

  private static String call(Expression.Call call) {
    String name = call.function().substring(0, call.function().indexOf('('));
    String operator = operator(call.function());
    if (call.arguments().size() == 2 && !operator.equals(name)) {
      return of(call.arguments().get(0)) + " " + operator + " " + of(call.arguments().get(1));
    }
    return list(name, call.arguments());
  }

  /** The operator of a function, or the function's own name. */
  private static String operator(String signature) {
    String name = signature.substring(0, signature.indexOf('('));
    String known = MORE.get(name.replaceFirst("^(int|float)\\d+", ""));
    if (known != null || MORE.containsKey(name)) {
      return known != null ? known : MORE.getOrDefault(name, name);
    }
    String end = name.length() > 2 ? name.substring(name.length() - 2) : name;
    boolean compares =
        name.matches(
            "(int|float)\\d+(eq|ne|lt|le|gt|ge)|(text|bool|bytea|bpchar)(eq|ne|lt|le|gt|ge)|"
                + "(text|enum|numeric|uuid|date|time|timestamp|timestamptz|interval|array|jsonb)_"
                + "(eq|ne|lt|le|gt|ge)");
    return compares ? OPERATORS.getOrDefault(end, name) : name;
  }

  private static String logic(Expression.Logic logic) {
    if (logic.op() == Expression.LogicOp.NOT) {
      return "NOT (" + of(logic.arguments().get(0)) + ")";
    }
    return logic.arguments().stream()
        .map(a -> a instanceof Expression.Logic ? "(" + of(a) + ")" : of(a))
        .collect(Collectors.joining(" " + logic.op().name() + " "));
  }

  private static String list(String name, List<Expression> arguments) {
    return arguments.stream()
        .map(ExpressionText::of)
        .collect(Collectors.joining(", ", name + "(", ")"));
  }
}
