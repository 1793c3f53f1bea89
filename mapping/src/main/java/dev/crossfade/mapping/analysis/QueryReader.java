package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lowers one level of a query: FROM, WHERE, groups, and what is selected of them. */
final class QueryReader {

  private final ExpressionReader expressions;
  private final FromReader from;
  private final AggregateReader aggregates;
  private final Refusals refusals;
  private final Numbers numbers;
  private final int at;

  QueryReader(
      ExpressionReader expressions,
      AggregateReader aggregates,
      FanOutReader fanOuts,
      UnionReader unions,
      OldSide old,
      Refusals refusals,
      JoinKeys joinKeys,
      int at) {
    this.expressions = expressions;
    this.aggregates = aggregates;
    this.refusals = refusals;
    this.numbers = new Numbers();
    this.at = at;
    this.from = new FromReader(old, expressions, fanOuts, unions, this, refusals, numbers, at);
    expressions.subqueries(new SubqueryReader(this, from, refusals, joinKeys, numbers, at));
  }

  /** Gives each relation of a statement its number. */
  static final class Numbers {
    private int next;

    int next() {
      return next++;
    }
  }

  /** A level whose FROM and WHERE are read; what is selected is still to come. */
  final class Level {
    private final Node query;
    private final QueryScope scope;
    private final @Nullable Grouping grouping;
    private final @Nullable Grouping distinct;
    private final List<UnaryOperator<Relation>> beside = new ArrayList<>();
    private Relation relation;

    private Level(
        Node query,
        QueryScope scope,
        Relation relation,
        @Nullable Grouping grouping,
        @Nullable Grouping distinct) {
      this.query = query;
      this.scope = scope;
      this.relation = relation;
      this.grouping = grouping;
      this.distinct = distinct;
    }

    /** What an entry of the target list selects, over the level's relation. */
    Expression selected(Node entry) throws RefusalException, SQLException {
      Expression selected = ofGroups(entry);
      return distinct == null ? selected : distinct.selected(selected);
    }

    private Expression ofGroups(Node entry) throws RefusalException, SQLException {
      int key = keyOf(entry);
      if (grouping != null && key >= 0) {
        return grouping.key(key);
      }
      Expression read = within(() -> expressions.read(entry.node("expr"), scope));
      return grouping == null ? read : grouping.selected(read);
    }

    /** Which key of GROUP BY an entry of the target list is as a whole; -1 if none. */
    private int keyOf(Node entry) {
      List<Node> clauses = query.nodes("groupClause");
      for (int i = 0; i < clauses.size(); i++) {
        if (clauses.get(i).text("tleSortGroupRef").equals(entry.text("ressortgroupref"))) {
          return i;
        }
      }
      return -1;
    }

    /** Joins another relation to the groups. */
    void beside(UnaryOperator<Relation> join) {
      beside.add(join);
    }

    /** The groups as far as they are known. */
    Relation groups() throws RefusalException {
      return grouping().relation(relation);
    }

    /** The whole level, once all that is selected has been read. */
    Relation finish() throws RefusalException, SQLException {
      if (grouping == null) {
        return relation;
      }
      Node having = query.optionalNode("havingQual");
      List<Expression> conditions = new ArrayList<>();
      if (having != null) {
        Expression read = within(() -> expressions.read(having, scope));
        for (Expression each : References.conjuncts(read)) {
          conditions.add(grouping.selected(each));
        }
      }
      Relation groups = grouping.relation(relation);
      for (UnaryOperator<Relation> join : beside) {
        groups = join.apply(groups);
      }
      Relation kept = Conditions.filter(groups, conditions);
      return distinct == null ? kept : distinct.relation(kept);
    }

    Expression within(Reading reading) throws RefusalException, SQLException {
      return expressions.within(this, grouping, reading);
    }

    Node query() {
      return query;
    }

    boolean isGrouped() {
      return grouping != null;
    }

    QueryScope scope() {
      return scope;
    }

    Relation relation() {
      return relation;
    }

    /** Goes on with more, or less, than there was. */
    void become(Relation changed) {
      relation = changed;
    }

    Grouping grouping() {
      return java.util.Objects.requireNonNull(grouping);
    }
  }

  /** Something that reads an expression. */
  interface Reading {
    Expression read() throws RefusalException, SQLException;
  }

  /** Reads a level's FROM, WHERE and GROUP BY. */
  Level begin(Node query, QueryScope scope) throws RefusalException, SQLException {
    Clauses.check(query, at, refusals);
    Relation tables = from.tables(query, scope);
    return filtered(query, scope, tables);
  }

  private Level filtered(Node query, QueryScope scope, Relation tables)
      throws RefusalException, SQLException {
    Level level = ungrouped(query, scope, tables);
    from.where(query, level);
    return grouped(level, List.of());
  }

  /** A level of which only FROM is read. */
  Level ungrouped(Node query, QueryScope scope, Relation tables) {
    return new Level(query, scope, tables, null, null);
  }

  /**
   * Groups a level whose WHERE is read.
   *
   * @param more keys beside those of GROUP BY
   */
  Level grouped(Level level, List<Expression> more) throws RefusalException, SQLException {
    Node query = level.query;
    boolean distinct = !query.isAbsent("distinctClause");
    boolean groups = !query.isAbsent("groupClause") || query.flag("hasAggs") || !more.isEmpty();
    if (!groups && !distinct) {
      return level;
    }
    if (distinct && !more.isEmpty()) {
      throw refusals.refuse(
          "CF004",
          at,
          "DISTINCT of an aggregate in a subquery is not in the dialect",
          "it gives one row: take DISTINCT out");
    }
    List<Expression> keys = new ArrayList<>(more);
    for (Node clause : query.nodes("groupClause")) {
      String reference = clause.text("tleSortGroupRef");
      for (Node entry : query.nodes("targetList")) {
        if (entry.text("ressortgroupref").equals(reference)) {
          keys.add(level.within(() -> expressions.read(entry.node("expr"), level.scope)));
        }
      }
    }
    if (groups && keys.isEmpty()) {
      throw refusals.refuse(
          "CF036",
          at,
          "an aggregate without GROUP BY is one row even where there is none to count",
          "GROUP BY the new row's key: GROUP BY 'total'::text");
    }
    Grouping grouping = new Grouping(numbers.next(), keys, !groups, aggregates, refusals, at);
    grouping.check();
    Grouping once =
        groups && distinct
            ? new Grouping(numbers.next(), List.of(), true, aggregates, refusals, at)
            : null;
    return new Level(query, level.scope, level.relation, grouping, once);
  }

  /** A subquery that stands in FROM. */
  record Subquery(Relation relation, List<Expression> outputs) {}

  /** Reads a whole level and what it selects. */
  Subquery whole(Node query, QueryScope scope) throws RefusalException, SQLException {
    return whole(begin(query, scope));
  }

  Subquery whole(Level level) throws RefusalException, SQLException {
    List<Expression> outputs = new ArrayList<>();
    for (Node entry : level.query.nodes("targetList")) {
      if (!entry.flag("resjunk")) {
        outputs.add(level.selected(entry));
      }
    }
    return new Subquery(level.finish(), outputs);
  }
}
