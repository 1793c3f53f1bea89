package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionRewrite;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lowers subqueries to joins: a scalar one to a left join, EXISTS and IN to semi-joins. */
final class SubqueryReader {

  private static final String EXISTS = "0";
  private static final String ANY = "2";
  private static final String SCALAR = "4";

  private final QueryReader queries;
  private final FromReader from;
  private final Refusals refusals;
  private final JoinKeys joinKeys;
  private final QueryReader.Numbers numbers;
  private final int at;

  SubqueryReader(
      QueryReader queries,
      FromReader from,
      Refusals refusals,
      JoinKeys joinKeys,
      QueryReader.Numbers numbers,
      int at) {
    this.queries = queries;
    this.from = from;
    this.refusals = refusals;
    this.joinKeys = joinKeys;
    this.numbers = numbers;
    this.at = at;
  }

  /** A subquery cut at what it says of the outside. */
  private record Cut(QueryReader.Level level, List<Expression> outside) {}

  /** Whether a condition of WHERE is one that this class joins: EXISTS, NOT EXISTS, IN. */
  static boolean isExists(Node condition) {
    if (condition.tag().equals("BOOLEXPR") && condition.text("boolop").equals("not")) {
      Node negated = condition.nodes("args").get(0);
      return negated.tag().equals("SUBLINK") && negated.text("subLinkType").equals(EXISTS);
    }
    return condition.tag().equals("SUBLINK")
        && (condition.text("subLinkType").equals(EXISTS)
            || condition.text("subLinkType").equals(ANY));
  }

  /** Joins a level with EXISTS, NOT EXISTS or IN of its WHERE. */
  void exists(Node condition, QueryReader.Level level, ExpressionReader expressions)
      throws RefusalException, SQLException {
    boolean negated = condition.tag().equals("BOOLEXPR");
    Node link = negated ? condition.nodes("args").get(0) : condition;
    Cut cut = cut(link.node("subselect"), level.scope());
    List<Expression> on = new ArrayList<>(cut.outside);
    Relation sub;
    if (link.text("subLinkType").equals(ANY)) {
      QueryReader.Subquery whole = queries.whole(cut.level);
      sub = whole.relation();
      on.add(expressions.test(link.node("testexpr"), level.scope(), whole.outputs()));
    } else {
      if (cut.level.isGrouped()) {
        throw refusals.refuse(
            "CF035", at, "EXISTS of groups is not in the dialect", "test its rows, not its groups");
      }
      sub = cut.level.finish();
    }
    JoinKind kind = negated ? JoinKind.ANTI : JoinKind.SEMI;
    level.become(split(new Relation.Meeting(kind, level.relation(), sub, List.of(), at), on));
  }

  /** What a condition says of the inner side alone holds there. */
  private static Relation.Meeting split(Relation.Meeting meeting, List<Expression> on) {
    List<Expression> inside = new ArrayList<>();
    List<Expression> pair = new ArrayList<>();
    for (Expression each : on) {
      boolean inner = meeting.right().numbers().containsAll(References.relations(each));
      (inner ? inside : pair).add(each);
    }
    return new Relation.Meeting(
        meeting.kind(),
        meeting.left(),
        Conditions.filter(meeting.right(), inside),
        pair,
        meeting.at());
  }

  /** The value of a scalar subquery, which is joined to the level it stands in. */
  Expression scalar(Node link, QueryReader.@Nullable Level level, @Nullable Grouping groups)
      throws RefusalException, SQLException {
    if (!link.text("subLinkType").equals(SCALAR) || level == null) {
      throw refusals.refuse(
          "CF035",
          at,
          "this kind of subquery is in the dialect only as a condition of WHERE that stands for"
              + " itself",
          "write WHERE … AND EXISTS (…) or AND x IN (SELECT …)");
    }
    Cut cut = cut(link.node("subselect"), level.scope());
    QueryReader.Level inner = cut.level;
    List<Expression> on = cut.outside;
    if (inner.query().flag("hasAggs") && inner.query().isAbsent("groupClause")) {
      Grouped grouping = byOutside(cut);
      inner = grouping.level;
      on = grouping.on;
    }
    boolean aggregated = inner != cut.level;
    QueryReader.Subquery whole = queries.whole(inner);
    Expression output = whole.outputs().get(0);
    Relation right = whole.relation();
    if (aggregated) {
      output = countedWhereMissing(output);
    } else if (!(output instanceof Expression.Column)) {
      Missing missing = missing(right, output, on);
      right = missing.relation;
      output = missing.output;
      on = missing.on;
    }
    boolean ofGroups = groups != null && !groups.isDistinct();
    if (groups != null && ofGroups) {
      List<Expression> rewritten = new ArrayList<>();
      for (Expression each : on) {
        rewritten.add(groups.beside(each, right.numbers(), level.relation()));
      }
      on = rewritten;
    }
    Relation left = ofGroups ? level.groups() : level.relation();
    Relation.Meeting meeting =
        split(new Relation.Meeting(JoinKind.LEFT, left, right, List.of(), at), on);
    if (!joinKeys.split(meeting).rightUnique()) {
      throw refusals.refuse(
          "CF035",
          at,
          "this subquery may give several rows: it is not looked up by the whole of a primary or"
              + " unique key",
          "compare each column of such a key with =");
    }
    if (ofGroups) {
      level.beside(meeting::over);
    } else {
      level.become(meeting);
    }
    return output;
  }

  /** A computed value that is NULL as a whole where there is no row. */
  private record Missing(Relation relation, Expression output, List<Expression> on) {}

  private Missing missing(Relation relation, Expression output, List<Expression> on) {
    int number = numbers.next();
    List<Expression> outputs = new ArrayList<>(List.of(output));
    Map<Relation.Reference, Expression> places = new HashMap<>();
    References.of(on)
        .forEach(
            (reference, read) -> {
              if (relation.numbers().contains(reference.relation())) {
                String name = read instanceof Expression.Column column ? column.name() : "value";
                places.put(
                    reference,
                    new Expression.Column(number, outputs.size(), name, read.type(), read.at()));
                outputs.add(read);
              }
            });
    List<Expression> rewritten =
        on.stream()
            .map(
                each ->
                    ExpressionRewrite.of(
                        each,
                        part -> {
                          Relation.Reference reference = Relation.Reference.of(part);
                          return reference == null ? null : places.get(reference);
                        }))
            .toList();
    return new Missing(
        new Relation.Derived(number, relation, outputs),
        new Expression.Column(number, 0, "value", output.type(), output.at()),
        rewritten);
  }

  /** Aggregates of the rows that equal something outside: groups by what is equal. */
  private record Grouped(QueryReader.Level level, List<Expression> on) {}

  private Grouped byOutside(Cut cut) throws RefusalException, SQLException {
    List<Expression> keys = new ArrayList<>();
    List<Expression> outsides = new ArrayList<>();
    for (Expression condition : cut.outside) {
      Expression inside = joinKeys.sideOf(condition, cut.level.relation().numbers());
      if (inside == null) {
        throw refusals.refuse(
            "CF035",
            at,
            "an aggregate in a subquery is looked up by equalities only",
            "compare columns of the subquery with columns outside by =");
      }
      keys.add(inside);
      outsides.add(condition);
    }
    if (keys.isEmpty()) {
      throw refusals.refuse(
          "CF036",
          at,
          "an aggregate over a whole table meets no row",
          "join it in FROM with groups of its own, or compare a column with one outside");
    }
    QueryReader.Level level = queries.grouped(cut.level, keys);
    List<Expression> on = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Expression key = keys.get(i);
      Expression column = level.grouping().key(i);
      on.add(ExpressionRewrite.of(outsides.get(i), part -> part.equals(key) ? column : null));
    }
    return new Grouped(level, on);
  }

  /** A count of nothing is 0; every other aggregate of nothing is NULL. */
  private static Expression countedWhereMissing(Expression output) {
    return ExpressionRewrite.of(
        output,
        part ->
            part instanceof Expression.Column column
                    && column.index() >= Grouping.AGGREGATES
                    && column.name().equals("count")
                ? new Expression.Coalesce(
                    List.of(part, new Expression.Constant("0", part.type(), part.at())),
                    part.type(),
                    part.at())
                : null);
  }

  private Cut cut(Node query, QueryScope outer) throws RefusalException, SQLException {
    QueryScope scope = outer.inner(query);
    Clauses.check(query, at, refusals);
    Relation tables = from.tables(query, scope);
    QueryReader.Level level = queries.ungrouped(query, scope, tables);
    List<Expression> outside = from.whereOf(query, level);
    boolean grouped = !query.isAbsent("groupClause") || !query.isAbsent("distinctClause");
    return new Cut(grouped ? queries.grouped(level, List.of()) : level, outside);
  }
}
