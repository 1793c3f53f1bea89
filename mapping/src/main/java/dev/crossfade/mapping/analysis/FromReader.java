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

  private int tupleColumns;
  private int tables;

  FromReader(
      OldSide old, ExpressionReader expressions, FanOutReader fanOuts, Refusals refusals, int at) {
    this.old = old;
    this.expressions = expressions;
    this.fanOuts = fanOuts;
    this.refusals = refusals;
    this.at = at;
  }

  /** Reads a whole query's FROM and WHERE, binding its range table in {@code scope}. */
  Relation read(Node query, QueryScope scope) throws RefusalException, SQLException {
    Node tree = query.node("jointree");
    Relation from = null;
    for (Node item : tree.nodes("fromlist")) {
      from = beside(from, item, scope);
    }
    if (from == null) {
      throw refusals.refuse(
          "CF030",
          at,
          "a statement without an old table in FROM has no rows to follow",
          "read the old table that the rows come from");
    }
    Node where = tree.optionalNode("quals");
    return where == null ? from : Conditions.filter(from, expressions.read(where, scope));
  }

  /** One item of FROM beside those before it. */
  private Relation beside(@Nullable Relation before, Node item, QueryScope scope)
      throws RefusalException, SQLException {
    if (isFanOut(item, scope)) {
      return fanOut(before, item.index("rtindex"), scope, null, false);
    }
    Relation next = item(item, scope);
    return before == null
        ? next
        : new Relation.Meeting(PlanNode.JoinKind.INNER, before, next, List.of(), at);
  }

  private Relation item(Node item, QueryScope scope) throws RefusalException, SQLException {
    if (item.tag().equals("RANGETBLREF")) {
      return isFanOut(item, scope)
          ? fanOut(null, item.index("rtindex"), scope, null, false)
          : table(item.index("rtindex"), scope);
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
    boolean left = type.equals("1");
    Relation before = item(item.node("larg"), scope);
    Node right = item.node("rarg");
    Node quals = item.optionalNode("quals");
    if (isFanOut(right, scope)) {
      return fanOut(before, right.index("rtindex"), scope, quals, left);
    }
    Relation next = item(right, scope);
    List<Expression> on =
        quals == null ? List.of() : References.conjuncts(expressions.read(quals, scope));
    PlanNode.JoinKind kind = left ? PlanNode.JoinKind.LEFT : PlanNode.JoinKind.INNER;
    int place = on.isEmpty() || on.get(0).at() < 0 ? at : on.get(0).at();
    Relation.Meeting meeting = new Relation.Meeting(kind, before, next, List.of(), place);
    return left ? optional(meeting, on) : Conditions.filter(meeting, on);
  }

  /** What the ON of a left join says of the right side alone holds below it. */
  private static Relation optional(Relation.Meeting meeting, List<Expression> on) {
    List<Expression> below = new ArrayList<>();
    List<Expression> pair = new ArrayList<>();
    for (Expression condition : on) {
      boolean right = meeting.right().numbers().containsAll(References.relations(condition));
      (right ? below : pair).add(condition);
    }
    return new Relation.Meeting(
        meeting.kind(),
        meeting.left(),
        Conditions.filter(meeting.right(), below),
        pair,
        meeting.at());
  }

  /** Whether an item of FROM makes tuples of each row. */
  private static boolean isFanOut(Node item, QueryScope scope) {
    if (!item.tag().equals("RANGETBLREF")) {
      return false;
    }
    return !scope.entry(item.index("rtindex")).text("rtekind").equals("0");
  }

  private Relation table(int number, QueryScope scope) throws RefusalException {
    Node entry = scope.entry(number);
    String name = entry.node("eref").text("aliasname");
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
    Relation.Table table = new Relation.Table(tables++, relation, name);
    scope.bind(number, new QueryScope.Table(relation, table.number()));
    return table;
  }

  private Relation fanOut(
      @Nullable Relation input,
      int number,
      QueryScope scope,
      @Nullable Node condition,
      boolean left)
      throws RefusalException, SQLException {
    Node entry = scope.entry(number);
    if (input == null) {
      throw refusals.refuse(
          "CF030", at, "FROM begins with something other than an old table", "put the table first");
    }
    if (tupleColumns > 0) {
      throw refusals.later(at, "several fan-outs in one statement come");
    }
    FanOutReader.FanOut read = fanOuts.read(entry, scope, entry.node("eref").text("aliasname"));
    scope.bind(number, new QueryScope.Tuple(tupleColumns, read.columns()));
    tupleColumns += read.columns().size();
    Expression test = condition == null ? null : expressions.read(condition, scope);
    if (test instanceof Expression.Constant constant && "t".equals(constant.text())) {
      test = null;
    }
    Relation fanOut =
        new Relation.Fan(
            input, read.tuples(), List.copyOf(read.columns()), left ? test : null, left);
    return left || test == null ? fanOut : Conditions.filter(fanOut, test);
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
