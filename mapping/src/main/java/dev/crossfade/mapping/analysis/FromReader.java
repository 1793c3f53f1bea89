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
  private final UnionReader unions;
  private final Refusals refusals;
  private final int at;

  private final QueryReader queries;
  private final QueryReader.Numbers numbers;
  private int fanOutsRead;

  FromReader(
      OldSide old,
      ExpressionReader expressions,
      FanOutReader fanOuts,
      UnionReader unions,
      QueryReader queries,
      Refusals refusals,
      QueryReader.Numbers numbers,
      int at) {
    this.queries = queries;
    this.numbers = numbers;
    this.old = old;
    this.expressions = expressions;
    this.fanOuts = fanOuts;
    this.unions = unions;
    this.refusals = refusals;
    this.at = at;
  }

  /** Reads a query's FROM, binding its range table in {@code scope}. */
  Relation tables(Node query, QueryScope scope) throws RefusalException, SQLException {
    Relation from = null;
    for (Node item : query.node("jointree").nodes("fromlist")) {
      if (isFanOut(item, scope)) {
        from = fanOut(from, item.index("rtindex"), scope, null, false);
      } else {
        Relation next = item(item, scope, false);
        from =
            from == null
                ? next
                : new Relation.Meeting(PlanNode.JoinKind.INNER, from, next, List.of(), at);
      }
    }
    if (from == null) {
      throw refusals.refuse(
          "CF030",
          at,
          "a statement without an old table in FROM has no rows to follow",
          "read the old table that the rows come from");
    }
    return from;
  }

  /** Reads a query's WHERE into its level. */
  void where(Node query, QueryReader.Level level) throws RefusalException, SQLException {
    List<Expression> conditions = whereOf(query, level);
    level.become(Conditions.filter(level.relation(), conditions));
  }

  /** Reads a subquery's WHERE into its level; what it says of columns outside. */
  List<Expression> whereOf(Node query, QueryReader.Level level)
      throws RefusalException, SQLException {
    Node where = query.node("jointree").optionalNode("quals");
    List<Expression> inside = new ArrayList<>();
    List<Expression> outside = new ArrayList<>();
    for (Node each : where == null ? List.<Node>of() : conjuncts(where)) {
      if (SubqueryReader.isExists(each)) {
        expressions.subqueries().exists(each, level, expressions);
        continue;
      }
      Expression read = level.within(() -> expressions.read(each, level.scope()));
      for (Expression condition : References.conjuncts(read)) {
        boolean own = level.relation().numbers().containsAll(References.relations(condition));
        (own ? inside : outside).add(condition);
      }
    }
    level.become(Conditions.filter(level.relation(), inside));
    return outside;
  }

  private static List<Node> conjuncts(Node condition) {
    if (condition.tag().equals("BOOLEXPR") && condition.text("boolop").equals("and")) {
      List<Node> all = new ArrayList<>();
      condition.nodes("args").forEach(each -> all.addAll(conjuncts(each)));
      return all;
    }
    return List.of(condition);
  }

  private Relation item(Node item, QueryScope scope, boolean optional)
      throws RefusalException, SQLException {
    if (item.tag().equals("RANGETBLREF")) {
      int number = item.index("rtindex");
      if (isFanOut(item, scope)) {
        return fanOut(null, number, scope, null, false);
      }
      return scope.entry(number).text("rtekind").equals("0")
          ? table(number, scope)
          : subquery(number, scope, optional);
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
    Relation before = item(item.node("larg"), scope, optional);
    Node right = item.node("rarg");
    Node quals = item.optionalNode("quals");
    if (isFanOut(right, scope)) {
      return fanOut(before, right.index("rtindex"), scope, quals, left);
    }
    Relation next = item(right, scope, optional || left);
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
    Node entry = scope.entry(item.index("rtindex"));
    return switch (entry.text("rtekind")) {
      case "0", "6" -> false;
      case "1" -> FanOutReader.isValues(entry.node("subquery"));
      default -> true;
    };
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
    Relation.Table table = new Relation.Table(numbers.next(), relation, name);
    scope.bind(number, new QueryScope.Table(relation, table.number()));
    return table;
  }

  /** A subquery in FROM, or one that WITH has named. */
  private Relation subquery(int number, QueryScope scope, boolean optional)
      throws RefusalException, SQLException {
    Node entry = scope.entry(number);
    if (entry.flag("lateral")) {
      throw refusals.refuse(
          "CF004",
          at,
          "a LATERAL subquery is not in the dialect",
          "join it by its columns; LATERAL stands before VALUES and unnest");
    }
    String alias = entry.node("eref").text("aliasname");
    String name = alias;
    Node body;
    QueryScope inner;
    if (entry.text("rtekind").equals("6")) {
      QueryScope defined = scope.up(entry.index("ctelevelsup"));
      name = entry.text("ctename");
      Node with = defined.named(name);
      if (with.flag("cterecursive") || !with.node("ctequery").tag().equals("QUERY")) {
        throw refusals.refuse("CF004", at, "WITH RECURSIVE is not in the dialect", null);
      }
      body = with.node("ctequery");
      inner = defined.inner(body);
    } else {
      body = entry.node("subquery");
      inner = scope.inner(body);
    }
    List<String> names =
        entry.node("eref").list("colnames").stream().map(String.class::cast).toList();
    if (UnionReader.isSetOperation(body)) {
      List<Relation.Named> branches = new ArrayList<>();
      for (QueryReader.Subquery branch : unions.branches(body, inner, queries::whole)) {
        branches.add(new Relation.Named(branch.relation(), alias, names, branch.outputs()));
      }
      Relation.Union union = new Relation.Union(numbers.next(), name, branches);
      scope.bind(number, new QueryScope.Columns(columns(union.number(), names, branches.get(0))));
      return union;
    }
    QueryReader.Subquery whole = queries.whole(body, inner);
    boolean plain = whole.outputs().stream().allMatch(Expression.Column.class::isInstance);
    Relation.Named named = new Relation.Named(whole.relation(), alias, names, whole.outputs());
    if (!optional || plain) {
      scope.bind(number, new QueryScope.Columns(whole.outputs()));
      return named;
    }
    int derived = numbers.next();
    scope.bind(number, new QueryScope.Columns(columns(derived, names, named)));
    return new Relation.Derived(derived, named, whole.outputs());
  }

  private List<Expression> columns(int number, List<String> names, Relation.Named of) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < of.outputs().size(); i++) {
      columns.add(new Expression.Column(number, i, names.get(i), of.outputs().get(i).type(), at));
    }
    return columns;
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
    String alias = entry.node("eref").text("aliasname");
    FanOutReader.FanOut read = fanOuts.read(entry, scope, alias);
    int fanOut = ++fanOutsRead;
    scope.bind(number, new QueryScope.Tuple(fanOut, read.columns()));
    Expression test = condition == null ? null : expressions.read(condition, scope);
    if (test instanceof Expression.Constant constant && "t".equals(constant.text())) {
      test = null;
    }
    Relation fan =
        new Relation.Fan(
            input,
            fanOut,
            alias,
            read.tuples(),
            List.copyOf(read.columns()),
            left ? test : null,
            left);
    return left || test == null ? fan : Conditions.filter(fan, test);
  }
}
