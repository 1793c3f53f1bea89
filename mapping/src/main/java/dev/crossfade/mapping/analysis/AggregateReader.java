package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.evaluation.aggregate.AggregateTable;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers PostgreSQL's aggregate calls. */
final class AggregateReader {

  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

  private final Dictionary dictionary;
  private final NodeTypes types;
  private final ExpressionReader expressions;
  private final FunctionRules rules;
  private final Refusals refusals;

  AggregateReader(
      Dictionary dictionary, ExpressionReader expressions, FunctionRules rules, Refusals refusals) {
    this.dictionary = dictionary;
    this.types = new NodeTypes(dictionary);
    this.expressions = expressions;
    this.rules = rules;
    this.refusals = refusals;
  }

  Grouping.Call read(Node node, QueryScope scope, int at) throws RefusalException, SQLException {
    PgFunction function = dictionary.functions().of(node.number("aggfnoid"));
    if (!function.isBuiltIn() || !node.text("aggkind").equals("n")) {
      throw refused(function, at, "the aggregates that are stand in the user guide");
    }
    List<Expression> arguments = new ArrayList<>();
    for (Node argument : node.nodes("args")) {
      if (!argument.flag("resjunk")) {
        arguments.add(expressions.read(argument.node("expr"), scope));
      }
    }
    String signature = function.signature();
    boolean floats = signature.matches("(sum|avg)\\(float[48]\\)");
    if (floats) {
      throw refusals.refuse(
          "CF038",
          at,
          signature + " depends on the order in which its values are added",
          "cast them to numeric: " + function.name() + "(x::numeric)");
    }
    boolean known =
        AggregateTable.supports(
            signature,
            arguments.isEmpty()
                ? Optional.empty()
                : Optional.of(ValueTypes.of(arguments.get(0).type())));
    if (!known) {
      throw refused(function, at, "the aggregates that are stand in the user guide");
    }
    if (AggregateTable.compares(signature)) {
      mustShowOneForm(function, arguments.get(0), at);
    }
    boolean distinct = !node.isAbsent("aggdistinct");
    for (Expression argument : distinct ? arguments : List.<Expression>of()) {
      mustHaveOrder(argument, at);
    }
    if (!arguments.isEmpty()
        && (distinct || AggregateTable.compares(signature))
        && TEXTS.contains(arguments.get(0).type().base())) {
      rules.checkOrder(node.number("inputcollid"), at);
    }
    Node filter = node.optionalNode("aggfilter");
    List<Grouping.Ordered> order = order(node, scope, at);
    boolean unordered = order.isEmpty() && !distinct;
    if (AggregateTable.needsOrder(signature) && unordered) {
      throw refusals.refuse(
          "CF039",
          at,
          function.name() + " without ORDER BY puts its values in any order",
          "say the order inside: " + function.name() + "(x ORDER BY the primary key)");
    }
    return new Grouping.Call(
        signature,
        distinct,
        arguments,
        filter == null ? null : expressions.read(filter, scope),
        AggregateTable.needsOrder(signature) ? order : List.of(),
        types.of(node, "aggtype", "aggcollid"),
        at);
  }

  /** Of 1.0 and 1.00, or 1 month and 30 days, PostgreSQL gives whichever it read last. */
  private void mustShowOneForm(PgFunction function, Expression argument, int at)
      throws RefusalException {
    ColumnType type = argument.type();
    boolean anyScale = type.keyForm() == KeyForm.NUMERIC && type.modifier() < 0;
    if (anyScale || type.keyForm() == KeyForm.INTERVAL) {
      throw refusals.refuse(
          "CF059",
          at,
          function.signature() + " of equal values that look different gives one by chance",
          anyScale
              ? "give them one scale: " + function.name() + "(x::numeric(38, 10))"
              : "make whole numbers of them: "
                  + function.name()
                  + "(extract(epoch FROM x)::bigint)");
    }
  }

  private RefusalException refused(PgFunction function, int at, String hint) {
    return refusals.refuseNamed(
        "CF003", function.name(), at, function.signature() + " is not in the dialect", hint);
  }

  private List<Grouping.Ordered> order(Node node, QueryScope scope, int at)
      throws RefusalException, SQLException {
    List<Grouping.Ordered> order = new ArrayList<>();
    for (Node clause : node.nodes("aggorder")) {
      for (Node argument : node.nodes("args")) {
        if (argument.text("ressortgroupref").equals(clause.text("tleSortGroupRef"))) {
          Expression value = expressions.read(argument.node("expr"), scope);
          String less = dictionary.functions().of(sortFunction(clause)).name();
          if (TEXTS.contains(value.type().base())) {
            rules.checkOrder(collation(argument.node("expr")), at);
          }
          mustHaveOrder(value, at);
          order.add(new Grouping.Ordered(value, less.endsWith("gt"), clause.flag("nulls_first")));
        }
      }
    }
    return order;
  }

  private void mustHaveOrder(Expression value, int at) throws RefusalException {
    if (ValueTypes.of(value.type()).order() == null) {
      throw refusals.refuse(
          "CF007",
          at,
          "the order of " + value.type().display() + " is known to PostgreSQL only",
          null);
    }
  }

  private long sortFunction(Node clause) throws SQLException {
    return dictionary.functions().functionOfOperator(clause.number("sortop"));
  }

  private static long collation(Node expression) {
    for (String field :
        List.of(
            "varcollid",
            "funccollid",
            "opcollid",
            "resultcollid",
            "collOid",
            "constcollid",
            "coalescecollid",
            "casecollid")) {
      if (expression.has(field)) {
        return expression.number(field);
      }
    }
    return 0;
  }
}
