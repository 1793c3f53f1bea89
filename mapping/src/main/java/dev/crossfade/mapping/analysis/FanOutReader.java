package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Lowers VALUES and set-returning functions in FROM. */
final class FanOutReader {

  private final Dictionary dictionary;
  private final ExpressionReader expressions;
  private final FunctionRules rules;
  private final Refusals refusals;
  private final int at;

  FanOutReader(
      Dictionary dictionary,
      ExpressionReader expressions,
      FunctionRules rules,
      Refusals refusals,
      int at) {
    this.dictionary = dictionary;
    this.expressions = expressions;
    this.rules = rules;
    this.refusals = refusals;
    this.at = at;
  }

  /** Tuples and the names and types of their columns. */
  record FanOut(PlanNode.Tuples tuples, List<PlanNode.TupleColumn> columns) {}

  FanOut read(Node entry, QueryScope scope, String alias) throws RefusalException, SQLException {
    List<String> names =
        entry.node("eref").list("colnames").stream().map(String.class::cast).toList();
    return switch (entry.text("rtekind")) {
      case "1" -> subquery(entry.node("subquery"), scope, names);
      case "3" -> function(entry, scope, names);
      case "5" -> values(entry, scope, names);
      default -> throw refusals.refuse("CF004", at, alias + " in FROM is not in the dialect", null);
    };
  }

  /** {@code (VALUES …) AS l(a, b)} arrives as a subquery that gives the columns in order. */
  private FanOut subquery(Node query, QueryScope scope, List<String> names)
      throws RefusalException, SQLException {
    return values(query.nodes("rtable").get(0), scope.inner(query), names);
  }

  /** Whether a subquery is nothing but VALUES. */
  static boolean isValues(Node query) {
    List<Node> entries = query.nodes("rtable");
    return entries.size() == 1
        && entries.get(0).text("rtekind").equals("5")
        && query.node("jointree").isAbsent("quals")
        && query.isAbsent("sortClause")
        && query.isAbsent("limitCount")
        && query.isAbsent("limitOffset")
        && query.isAbsent("cteList");
  }

  private FanOut values(Node entry, QueryScope scope, List<String> names)
      throws RefusalException, SQLException {
    List<List<Expression>> rows = new ArrayList<>();
    for (Object list : entry.list("values_lists")) {
      List<Expression> row = new ArrayList<>();
      for (Object value : (List<?>) list) {
        row.add(expressions.read((Node) value, scope));
      }
      rows.add(row);
    }
    List<PlanNode.TupleColumn> columns = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      columns.add(
          new PlanNode.TupleColumn(
              names.get(i),
              dictionary
                  .types()
                  .columnType(
                      item(entry.list("coltypes"), i),
                      (int) item(entry.list("coltypmods"), i),
                      item(entry.list("colcollations"), i))));
    }
    return new FanOut(new PlanNode.Values(rows), columns);
  }

  /** Lists of oids and integers begin with a letter that says which they are. */
  static long item(List<?> list, int index) {
    return Long.parseLong((String) list.get(index + 1));
  }

  private FanOut function(Node entry, QueryScope scope, List<String> names)
      throws RefusalException, SQLException {
    List<Node> functions = entry.nodes("functions");
    Node call = functions.get(0).node("funcexpr");
    if (functions.size() != 1 || !call.tag().equals("FUNCEXPR")) {
      throw refusals.refuse(
          "CF004", at, "this call in FROM is not in the dialect", "use unnest() of one array");
    }
    PgFunction function = dictionary.functions().of(call.number("funcid"));
    boolean ordinality = entry.flag("funcordinality");
    PlanNode.Tuples tuples =
        function.isBuiltIn() && function.name().equals("generate_series")
            ? series(call, function, ordinality, scope)
            : elements(call, function, ordinality, scope);
    List<PlanNode.TupleColumn> columns = new ArrayList<>();
    columns.add(
        new PlanNode.TupleColumn(
            names.get(0),
            dictionary
                .types()
                .columnType(call.number("funcresulttype"), -1, call.number("funccollid"))));
    if (ordinality) {
      columns.add(new PlanNode.TupleColumn(names.get(1), dictionary.types().columnType("int8")));
    }
    return new FanOut(tuples, columns);
  }

  private PlanNode.Series series(
      Node call, PgFunction function, boolean ordinality, QueryScope scope)
      throws RefusalException, SQLException {
    String type = function.signature().contains("int8") ? "int8" : "int4";
    if (!function.signature().matches("generate_series\\((int4|int8)(,\\1){1,2}\\)")) {
      throw refusals.refuseNamed(
          "CF003",
          function.name(),
          at,
          function.signature() + " in FROM is not in the dialect",
          "generate_series of whole numbers is: make the rest of each number");
    }
    List<Expression> numbers = new ArrayList<>();
    for (Node argument : call.nodes("args")) {
      numbers.add(expressions.read(argument, scope));
    }
    if (numbers.size() == 2) {
      numbers.add(new Expression.Constant("1", dictionary.types().columnType(type), at));
    }
    return new PlanNode.Series(numbers.get(0), numbers.get(1), numbers.get(2), ordinality);
  }

  private PlanNode.Elements elements(
      Node call, PgFunction function, boolean ordinality, QueryScope scope)
      throws RefusalException, SQLException {
    List<Node> arguments = call.nodes("args");
    switch (function.isBuiltIn() ? function.name() : "") {
      case "unnest" -> {
        if (function.signature().equals("unnest(anyarray)")) {
          return new PlanNode.Elements(
              expressions.read(arguments.get(0), scope), ordinality, false);
        }
      }
      case "jsonb_array_elements",
          "jsonb_array_elements_text",
          "json_array_elements",
          "json_array_elements_text" -> {
        boolean asText = function.name().endsWith("_text");
        return new PlanNode.Elements(expressions.read(arguments.get(0), scope), ordinality, asText);
      }
      case "regexp_split_to_table" -> {
        return splitTo("regexp_split_to_array", call, function, ordinality, scope);
      }
      case "string_to_table" -> {
        return splitTo("string_to_array", call, function, ordinality, scope);
      }
      default -> {}
    }
    throw refusals.refuseNamed(
        "CF003",
        function.name(),
        at,
        function.signature() + " in FROM is not in the dialect",
        "unnest, string_to_table, regexp_split_to_table, jsonb_array_elements and generate_series"
            + " are");
  }

  /** The table form of a function is its array form, element by element. */
  private PlanNode.Elements splitTo(
      String arrayForm, Node call, PgFunction function, boolean ordinality, QueryScope scope)
      throws RefusalException, SQLException {
    PgFunction twin =
        dictionary
            .functions()
            .builtIn(arrayForm, function.arguments())
            .orElseThrow(() -> new NodeFormatException("no function " + arrayForm));
    rules.check(twin.oid(), call.number("inputcollid"), at);
    List<Expression> arguments = new ArrayList<>();
    for (Node argument : call.nodes("args")) {
      arguments.add(expressions.read(argument, scope));
    }
    Expression array =
        new Expression.Call(
            twin.signature(),
            arguments,
            dictionary.collations().name(call.number("inputcollid")),
            dictionary.types().columnType("_text"),
            at);
    return new PlanNode.Elements(array, ordinality, false);
  }
}
