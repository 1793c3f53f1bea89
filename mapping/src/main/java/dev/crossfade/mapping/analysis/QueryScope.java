package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the range table of one query level stands for. */
final class QueryScope {

  /** What a range table entry gives columns from. */
  sealed interface Source {}

  /** An old table, and its number among the statement's relations. */
  record Table(Catalog.Relation relation, int number) implements Source {}

  /** A subquery: each of its columns as an expression over the statement's relations. */
  record Columns(List<Expression> expressions) implements Source {}

  /**
   * A fan-out's tuple.
   *
   * @param fanOut its number in the statement
   */
  record Tuple(int fanOut, List<PlanNode.TupleColumn> columns) implements Source {}

  private final @Nullable QueryScope outer;
  private final List<Node> rangeTable;
  private final List<Node> named;
  private final Map<Integer, Source> sources = new HashMap<>();

  private QueryScope(@Nullable QueryScope outer, List<Node> rangeTable, List<Node> named) {
    this.outer = outer;
    this.rangeTable = rangeTable;
    this.named = named;
  }

  static QueryScope ofQuery(Node query) {
    return new QueryScope(null, query.nodes("rtable"), query.nodes("cteList"));
  }

  /** A subquery's level. */
  QueryScope inner(Node query) {
    return new QueryScope(this, query.nodes("rtable"), query.nodes("cteList"));
  }

  /** The level of a generated column's expression: its table is number 1. */
  static QueryScope ofGenerated(Catalog.Relation relation, int number) {
    QueryScope scope = new QueryScope(null, List.of(), List.of());
    scope.bind(1, new Table(relation, number));
    return scope;
  }

  void bind(int number, Source source) {
    sources.put(number, source);
  }

  /** The level that many levels out. */
  QueryScope up(int levels) {
    QueryScope scope = this;
    for (int i = 0; i < levels; i++) {
      QueryScope next = scope.outer;
      if (next == null) {
        throw new NodeFormatException("a column of a query outside the statement");
      }
      scope = next;
    }
    return scope;
  }

  /** What WITH has named on this level. */
  Node named(String name) {
    return named.stream()
        .filter(each -> each.text("ctename").equals(name))
        .findFirst()
        .orElseThrow(() -> new NodeFormatException("no WITH query " + name));
  }

  @Nullable Source source(int number) {
    return sources.get(number);
  }

  /** A range table entry, numbered from 1. */
  Node entry(int number) {
    if (number < 1 || number > rangeTable.size()) {
      throw new NodeFormatException("no range table entry " + number);
    }
    return rangeTable.get(number - 1);
  }
}
