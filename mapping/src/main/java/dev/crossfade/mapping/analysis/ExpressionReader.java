package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lowers PostgreSQL's expression nodes to ours. */
final class ExpressionReader {

  private static final Set<String> TIMES =
      Set.of("date", "time", "timetz", "timestamp", "timestamptz");

  private final Dictionary dictionary;
  private final NodeTypes types;
  private final ColumnReader columns;
  private final FunctionRules rules;
  private final Refusals refusals;
  private final Deque<Expression> caseOperands = new ArrayDeque<>();
  private @Nullable SubqueryReader subqueries;
  private QueryReader.@Nullable Level level;
  private @Nullable Grouping grouping;
  private List<Expression> parameters = List.of();
  private int at;

  ExpressionReader(Dictionary dictionary, OldSide old, FunctionRules rules, Refusals refusals) {
    this.dictionary = dictionary;
    this.types = new NodeTypes(dictionary);
    this.columns = new ColumnReader(this, old, refusals);
    this.rules = rules;
    this.refusals = refusals;
  }

  /**
   * Where the nodes read next stand. What they say themselves is passed over: PostgreSQL 17 and
   * later say nothing, and a plan is the same whatever server analysed it.
   *
   * @param offset in mapping.sql
   */
  void readingAt(int offset) {
    at = offset;
  }

  /** Reads a node that is not of mapping.sql: it stands where {@code offset} says. */
  Expression readFor(int offset, Node node, QueryScope scope)
      throws RefusalException, SQLException {
    int outerAt = at;
    readingAt(offset);
    try {
      return read(node, scope);
    } finally {
      readingAt(outerAt);
    }
  }

  void subqueries(SubqueryReader reader) {
    subqueries = reader;
  }

  SubqueryReader subqueries() {
    return java.util.Objects.requireNonNull(subqueries);
  }

  /** Reads an expression of a query level: what its subqueries and aggregates belong to. */
  Expression within(QueryReader.Level of, @Nullable Grouping groups, QueryReader.Reading reading)
      throws RefusalException, SQLException {
    QueryReader.Level outerLevel = level;
    Grouping outerGrouping = grouping;
    level = of;
    grouping = groups;
    try {
      return reading.read();
    } finally {
      level = outerLevel;
      grouping = outerGrouping;
    }
  }

  /** Reads the comparison of an IN with what its subquery gives. */
  Expression test(Node node, QueryScope scope, List<Expression> outputs)
      throws RefusalException, SQLException {
    List<Expression> outer = parameters;
    parameters = outputs;
    try {
      return read(node, scope);
    } finally {
      parameters = outer;
    }
  }

  private Expression aggregate(Node node, QueryScope scope) throws RefusalException, SQLException {
    Grouping groups = grouping;
    if (groups == null || !node.text("agglevelsup").equals("0")) {
      throw refusals.refuse(
          "CF004", at, "an aggregate of an outer query is not in the dialect", null);
    }
    grouping = null; // its arguments are of the rows
    try {
      return groups.aggregate(node, scope, at);
    } finally {
      grouping = groups;
    }
  }

  Expression read(Node node, QueryScope scope) throws RefusalException, SQLException {
    return byTag(node, scope);
  }

  private Expression byTag(Node node, QueryScope scope) throws RefusalException, SQLException {
    return switch (node.tag()) {
      case "VAR" -> columns.read(node, scope, at);
      case "CONST" -> constant(node);
      case "FUNCEXPR" -> call(node, node.number("funcid"), "funcresulttype", "funccollid", scope);
      case "OPEXPR" -> call(node, operator(node), "opresulttype", "opcollid", scope);
      case "DISTINCTEXPR" -> distinct(node, scope);
      case "NULLIFEXPR" -> nullIf(node, scope);
      case "SCALARARRAYOPEXPR" -> anyAll(node, scope);
      case "BOOLEXPR" -> logic(node, scope);
      case "NULLTEST" -> nullTest(node, scope);
      case "BOOLEANTEST" ->
          new Expression.BooleanTest(
              read(node.node("arg"), scope),
              NodeTypes.booleanTest(node.text("booltesttype")),
              types.bool(),
              at);
      case "CASEEXPR", "CASE" -> caseOf(node, scope);
      case "CASETESTEXPR" -> caseOperand();
      case "COALESCEEXPR", "COALESCE" ->
          new Expression.Coalesce(
              all(node.nodes("args"), scope), types.of(node, "coalescetype", "coalescecollid"), at);
      case "MINMAXEXPR", "MINMAX" -> minMax(node, scope);
      case "RELABELTYPE" ->
          new Expression.Relabel(
              read(node.node("arg"), scope),
              types.of(node.number("resulttype"), node.index("resulttypmod"), node, "resultcollid"),
              at);
      case "COERCEVIAIO" ->
          new Expression.ViaText(
              read(node.node("arg"), scope), types.of(node, "resulttype", "resultcollid"), at);
      case "ARRAYCOERCEEXPR" -> arrayCast(node, scope);
      case "ARRAYEXPR", "ARRAY" ->
          new Expression.ArrayOf(
              all(node.nodes("elements"), scope),
              node.flag("multidims"),
              types.of(node, "array_typeid", "array_collid"),
              at);
      case "SUBSCRIPTINGREF" -> subscript(node, scope);
      case "COLLATEEXPR", "COLLATE" -> read(node.node("arg"), scope);
      case "AGGREF" -> aggregate(node, scope);
      case "SUBLINK" -> subqueries().scalar(node, level, grouping);
      case "PARAM" -> parameters.get(node.index("paramid") - 1);
      default -> throw ExpressionRefusals.of(node, at, refusals);
    };
  }

  private List<Expression> all(List<Node> nodes, QueryScope scope)
      throws RefusalException, SQLException {
    List<Expression> expressions = new ArrayList<>();
    for (Node node : nodes) {
      expressions.add(read(node, scope));
    }
    return expressions;
  }

  private Expression constant(Node node) throws RefusalException, SQLException {
    ColumnType type = types.ofConstant(node);
    if (node.flag("constisnull")) {
      return new Expression.Constant(null, type, at);
    }
    if (TIMES.contains(type.base())) {
      refusals.checkNotNow();
    }
    if (type.base().equals("unknown")) { // a bare literal for "any", which reads it as text
      return new Expression.Constant(
          dictionary.constants().unknown(node), dictionary.types().columnType("text"), at);
    }
    Optional<String> text = dictionary.constants().text(node);
    if (text.isEmpty()) {
      throw refusals.refuse(
          "CF008",
          at,
          "a constant of type " + type.display() + " inside an expression is not in the dialect",
          null);
    }
    return new Expression.Constant(text.get(), type, at);
  }

  private long operator(Node node) throws SQLException {
    long function = node.number("opfuncid");
    return function != 0
        ? function
        : dictionary.functions().functionOfOperator(node.number("opno"));
  }

  private Expression call(
      Node node, long oid, String typeField, String collationField, QueryScope scope)
      throws RefusalException, SQLException {
    if (node.flag("funcretset") || node.flag("opretset")) {
      throw refusals.refuseNamed(
          "CF004",
          dictionary.functions().of(oid).name(),
          at,
          "a set-returning function in an expression is not in the dialect",
          "put it into FROM: CROSS JOIN LATERAL " + dictionary.functions().of(oid).name() + "(…)");
    }
    PgFunction function = rules.check(oid, node.number("inputcollid"), at);
    List<Expression> arguments = all(node.nodes("args"), scope);
    arguments.addAll(defaults(function, arguments.size(), scope));
    int modifier = LengthCoercion.modifier(function, arguments);
    return new Expression.Call(
        function.signature(),
        arguments,
        types.collation(node),
        types.of(node.number(typeField), modifier, node, collationField),
        at);
  }

  /** PostgreSQL adds the defaults of arguments left out only when it plans. */
  private List<Expression> defaults(PgFunction function, int given, QueryScope scope)
      throws RefusalException, SQLException {
    int missing = function.arguments().size() - given;
    if (missing <= 0 || function.defaults().isEmpty()) {
      return List.of();
    }
    List<Node> defaults = NodeParser.parse(function.defaults());
    return all(defaults.subList(defaults.size() - missing, defaults.size()), scope);
  }

  private Expression distinct(Node node, QueryScope scope) throws RefusalException, SQLException {
    List<Expression> sides = all(node.nodes("args"), scope);
    PgFunction equal = rules.check(operator(node), node.number("inputcollid"), at);
    return new Expression.Distinct(
        equal.signature(), sides.get(0), sides.get(1), types.collation(node), types.bool(), at);
  }

  private Expression nullIf(Node node, QueryScope scope) throws RefusalException, SQLException {
    List<Expression> sides = all(node.nodes("args"), scope);
    PgFunction equal = rules.check(operator(node), node.number("inputcollid"), at);
    return new Expression.NullIf(
        equal.signature(),
        sides.get(0),
        sides.get(1),
        types.collation(node),
        types.of(node, "opresulttype", "opcollid"),
        at);
  }

  private Expression anyAll(Node node, QueryScope scope) throws RefusalException, SQLException {
    List<Expression> sides = all(node.nodes("args"), scope);
    PgFunction function = rules.check(operator(node), node.number("inputcollid"), at);
    if (sides.get(1) instanceof Expression.ArrayOf list
        && sides.get(0).type().kind() == ColumnType.Kind.ENUM) {
      return inList(function, node.flag("useOr"), sides.get(0), list.elements());
    }
    return new Expression.AnyAll(
        function.signature(),
        node.flag("useOr"),
        sides.get(0),
        sides.get(1),
        types.collation(node),
        types.bool(),
        at);
  }

  /** {@code mood IN ('sad', 'ok')}: the elements one by one, for arrays of enums are opaque. */
  private Expression inList(
      PgFunction function, boolean any, Expression scalar, List<Expression> elements)
      throws SQLException {
    List<Expression> tests = new ArrayList<>();
    for (Expression element : elements) {
      tests.add(
          new Expression.Call(
              function.signature(), List.of(scalar, element), null, types.bool(), element.at()));
    }
    Expression.LogicOp op = any ? Expression.LogicOp.OR : Expression.LogicOp.AND;
    return tests.size() == 1 ? tests.get(0) : new Expression.Logic(op, tests, types.bool(), at);
  }

  private Expression logic(Node node, QueryScope scope) throws RefusalException, SQLException {
    Expression.LogicOp op =
        switch (node.text("boolop")) {
          case "and" -> Expression.LogicOp.AND;
          case "or" -> Expression.LogicOp.OR;
          default -> Expression.LogicOp.NOT;
        };
    return new Expression.Logic(op, all(node.nodes("args"), scope), types.bool(), at);
  }

  private Expression nullTest(Node node, QueryScope scope) throws RefusalException, SQLException {
    if (node.flag("argisrow")) {
      throw refusals.refuse(
          "CF004", at, "IS NULL of a whole row is not in the dialect", "test its columns");
    }
    boolean isNull = node.text("nulltesttype").equals("0");
    return new Expression.NullTest(read(node.node("arg"), scope), isNull, types.bool(), at);
  }

  private Expression caseOf(Node node, QueryScope scope) throws RefusalException, SQLException {
    Node operand = node.optionalNode("arg");
    if (operand != null) {
      caseOperands.push(read(operand, scope));
    }
    List<Expression.When> whens = new ArrayList<>();
    for (Node when : node.nodes("args")) {
      whens.add(
          new Expression.When(read(when.node("expr"), scope), read(when.node("result"), scope)));
    }
    if (operand != null) {
      caseOperands.pop();
    }
    return new Expression.Case(
        whens, read(node.node("defresult"), scope), types.of(node, "casetype", "casecollid"), at);
  }

  private Expression caseOperand() {
    Expression operand = caseOperands.peek();
    if (operand == null) {
      throw new NodeFormatException("CASETESTEXPR outside of CASE");
    }
    return operand;
  }

  private Expression minMax(Node node, QueryScope scope) throws RefusalException, SQLException {
    ColumnType type = types.of(node, "minmaxtype", "minmaxcollid");
    if (List.of("text", "varchar", "bpchar").contains(type.base())) {
      rules.checkOrder(node.number("inputcollid"), at);
    }
    return new Expression.MinMax(
        node.text("op").equals("0"),
        all(node.nodes("args"), scope),
        types.collation(node),
        type,
        at);
  }

  private Expression arrayCast(Node node, QueryScope scope) throws RefusalException, SQLException {
    Expression argument = read(node.node("arg"), scope);
    PgType array = dictionary.types().baseOf(NodeTypes.exprType(node.node("arg")));
    Expression element =
        new Expression.FanOutColumn(
            0, "element", dictionary.types().columnType(array.element(), -1, 0), at);
    caseOperands.push(element);
    Expression cast = read(node.node("elemexpr"), scope);
    caseOperands.pop();
    ColumnType type =
        types.of(node.number("resulttype"), node.index("resulttypmod"), node, "resultcollid");
    return cast.equals(element)
        ? new Expression.Relabel(argument, type, at)
        : new Expression.ArrayCast(argument, cast, type, at);
  }

  private Expression subscript(Node node, QueryScope scope) throws RefusalException, SQLException {
    if (!dictionary.types().baseOf(node.number("refcontainertype")).isArray()) {
      throw refusals.refuse(
          "CF004", at, "a subscript of what is no array is not in the dialect", "use ->");
    }
    boolean slice = !node.isAbsent("reflowerindexpr");
    ColumnType type =
        types.of(
            node.number(slice ? "refcontainertype" : "refelemtype"),
            node.index("reftypmod"),
            node,
            "refcollid");
    return new Expression.Subscript(
        read(node.node("refexpr"), scope),
        bounds(node.list("refupperindexpr"), scope),
        bounds(node.list("reflowerindexpr"), scope),
        type,
        at);
  }

  private List<@Nullable Expression> bounds(List<?> nodes, QueryScope scope)
      throws RefusalException, SQLException {
    List<@Nullable Expression> bounds = new ArrayList<>();
    for (Object bound : nodes) {
      bounds.add(bound instanceof Node node ? read(node, scope) : null);
    }
    return bounds;
  }
}
