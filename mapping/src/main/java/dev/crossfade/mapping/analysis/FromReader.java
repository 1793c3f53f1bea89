package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowers FROM and WHERE to plan nodes. */
final class FromReader {

  private final OldSide old;
  private final ExpressionReader expressions;
  private final FanOutReader fanOuts;
  private final Refusals refusals;
  private final int at;

  private @Nullable PlanNode rows;
  private Catalog.@Nullable Relation table;
  private int tupleColumns;

  FromReader(
      OldSide old, ExpressionReader expressions, FanOutReader fanOuts, Refusals refusals, int at) {
    this.old = old;
    this.expressions = expressions;
    this.fanOuts = fanOuts;
    this.refusals = refusals;
    this.at = at;
  }

  /**
   * What a query's FROM and WHERE came to.
   *
   * @param alias the name of the old table in the query
   */
  record From(PlanNode rows, Catalog.Relation table, String alias) {}

  /** Reads a whole query's FROM, binding its range table in {@code scope}. */
  From read(Node query, QueryScope scope) throws RefusalException, SQLException {
    Node tree = query.node("jointree");
    String alias = "";
    for (Node item : tree.nodes("fromlist")) {
      String name = join(item, scope);
      alias = alias.isEmpty() ? name : alias;
    }
    PlanNode from = rows;
    Catalog.Relation relation = table;
    if (from == null || relation == null) {
      throw refusals.refuse(
          "CF030",
          at,
          "a statement without an old table in FROM has no rows to follow",
          "read the old table that the rows come from");
    }
    Node where = tree.optionalNode("quals");
    if (where != null) {
      from = Conditions.filter(from, expressions.read(where, scope));
    }
    return new From(from, relation, alias);
  }

  /** Adds one item of FROM; its name. */
  private String join(Node item, QueryScope scope) throws RefusalException, SQLException {
    if (item.tag().equals("RANGETBLREF")) {
      return add(item.index("rtindex"), scope, null, false);
    }
    if (!item.tag().equals("JOINEXPR")) {
      throw new NodeFormatException(item.tag() + " in FROM");
    }
    String type = item.text("jointype");
    if (!type.equals("0") && !type.equals("1")) {
      throw refusals.refuse(
          "CF031",
          at,
          type.equals("2")
              ? "FULL joins are not in the dialect"
              : "RIGHT joins are not in the dialect",
          type.equals("2") ? null : "write it as a LEFT join");
    }
    String alias = join(item.node("larg"), scope);
    Node right = item.node("rarg");
    if (!right.tag().equals("RANGETBLREF")) {
      throw refusals.later(at, "joins of old tables come");
    }
    add(right.index("rtindex"), scope, item.optionalNode("quals"), type.equals("1"));
    return alias;
  }

  private String add(int number, QueryScope scope, @Nullable Node condition, boolean left)
      throws RefusalException, SQLException {
    Node entry = scope.entry(number);
    String name = entry.node("eref").text("aliasname");
    if (entry.text("rtekind").equals("0")) {
      if (rows != null) {
        throw refusals.later(at, "joins of old tables come");
      }
      Catalog.Relation relation =
          old.catalog()
              .byOid(entry.number("relid"))
              .orElseThrow(
                  () ->
                      refusals.refuse(
                          "CF050",
                          at,
                          name + " is not in the old schema that migration.yaml names",
                          "one migration reads one schema"));
      OldTableRules.check(relation, at, refusals);
      if (!entry.isAbsent("tablesample")) {
        throw refusals.refuse("CF004", at, "TABLESAMPLE is not in the dialect", null);
      }
      if (relation.kind() == 'p' && !entry.flag("inh")) {
        throw refusals.refuse("CF004", at, "ONLY is not in the dialect", null);
      }
      old.noteRead(relation.id());
      scope.bind(number, new QueryScope.Table(relation));
      table = relation;
      rows = new PlanNode.Scan(relation.id());
      return name;
    }
    PlanNode input = rows;
    if (input == null) {
      throw refusals.refuse(
          "CF030", at, "FROM begins with something other than an old table", "put the table first");
    }
    if (tupleColumns > 0) {
      throw refusals.later(at, "several fan-outs in one statement come");
    }
    fanOut(number, entry, name, scope, input, condition, left);
    return name;
  }

  private void fanOut(
      int number,
      Node entry,
      String name,
      QueryScope scope,
      PlanNode input,
      @Nullable Node condition,
      boolean left)
      throws RefusalException, SQLException {
    FanOutReader.FanOut read = fanOuts.read(entry, scope, name);
    scope.bind(number, new QueryScope.Tuple(tupleColumns, read.columns()));
    tupleColumns += read.columns().size();
    Expression test = condition == null ? null : expressions.read(condition, scope);
    if (test instanceof Expression.Constant constant && "t".equals(constant.text())) {
      test = null;
    }
    PlanNode fanOut =
        new PlanNode.FanOut(
            input, read.tuples(), new ArrayList<>(read.columns()), left ? test : null, left);
    rows = left || test == null ? fanOut : Conditions.filter(fanOut, test);
  }

  /** Refuses what a query has beside FROM, WHERE and its select list. */
  static void checkClauses(Node query, int at, Refusals refusals) throws RefusalException {
    if (!query.isAbsent("cteList")) {
      throw refusals.later(at, "WITH comes");
    }
    if (!query.isAbsent("setOperations")) {
      throw setOperation(query.node("setOperations"), at, refusals);
    }
    if (query.flag("hasAggs")) {
      throw refusals.later(at, "aggregates come");
    }
    if (!query.isAbsent("groupClause") || !query.isAbsent("groupingSets")) {
      throw refusals.later(at, "GROUP BY comes");
    }
    if (query.flag("hasDistinctOn")) {
      throw refusals.refuse(
          "CF004",
          at,
          "DISTINCT ON is not in the dialect",
          "ON CONFLICT (…) DO UPDATE says which of several rows stays");
    }
    if (!query.isAbsent("distinctClause")) {
      throw refusals.later(at, "DISTINCT comes");
    }
    for (List<String> clause :
        List.of(
            List.of("sortClause", "ORDER BY", "order"),
            List.of("limitCount", "LIMIT", "limit"),
            List.of("limitOffset", "OFFSET", "offset"),
            List.of("rowMarks", "FOR UPDATE", "for"),
            List.of("windowClause", "WINDOW", "window"))) {
      if (!query.isAbsent(clause.get(0))) {
        throw refusals.refuseNamed(
            "CF004",
            clause.get(2),
            at,
            clause.get(1) + " is not in the dialect",
            "rows of a table have no order; take it out");
      }
    }
  }

  private static RefusalException setOperation(Node operation, int at, Refusals refusals) {
    boolean unionAll = operation.text("op").equals("1") && operation.flag("all");
    return unionAll
        ? refusals.later(at, "UNION ALL comes")
        : refusals.refuse(
            "CF004",
            at,
            "UNION, INTERSECT and EXCEPT are not in the dialect",
            "write several statements, or one with a condition");
  }
}
