package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import java.sql.SQLException;

/** Lowers references to columns: of old tables, subqueries, joins, groups and fan-outs. */
final class ColumnReader {

  private final ExpressionReader expressions;
  private final OldSide old;
  private final Refusals refusals;

  ColumnReader(ExpressionReader expressions, OldSide old, Refusals refusals) {
    this.expressions = expressions;
    this.old = old;
    this.refusals = refusals;
  }

  Expression read(Node var, QueryScope from, int at) throws RefusalException, SQLException {
    QueryScope scope = from.up(var.index("varlevelsup"));
    int number = var.index("varno");
    int attribute = var.index("varattno");
    QueryScope.Source source = scope.source(number);
    if (source instanceof QueryScope.Table table) {
      return oldColumn(table, attribute, at);
    }
    if (source instanceof QueryScope.Columns columns && attribute > 0) {
      return columns.expressions().get(attribute - 1);
    }
    if (source instanceof QueryScope.Tuple tuple && attribute > 0) {
      return Relation.Reference.column(
          tuple.fanOut(), attribute - 1, tuple.columns().get(attribute - 1), at);
    }
    Node entry = scope.entry(number);
    if (entry.text("rtekind").equals("9") && attribute > 0) { // PostgreSQL 18: a grouped column
      return expressions.read(entry.nodes("groupexprs").get(attribute - 1), scope);
    }
    if (entry.text("rtekind").equals("2") && attribute > 0) { // a join's own column
      return expressions.read(entry.nodes("joinaliasvars").get(attribute - 1), scope);
    }
    throw refusals.refuse(
        "CF004", at, "a whole row as a value is not in the dialect", "name its columns");
  }

  private Expression oldColumn(QueryScope.Table from, int attribute, int at)
      throws RefusalException, SQLException {
    Catalog.Relation table = from.relation();
    if (attribute <= 0) {
      throw refusals.refuse(
          "CF004",
          at,
          "whole rows and system columns are not in the dialect",
          "name the columns that are meant");
    }
    Catalog.Column column =
        table
            .column(attribute)
            .orElseThrow(() -> new NodeFormatException("no column " + attribute));
    if (old.isLeftOut(table.id(), column.name())) {
      throw refusals.refuseNamed(
          "CF061",
          column.name(),
          at,
          "the old column " + table.id() + "." + column.name() + " is left out, but read here",
          "take it out of left-out in migration.yaml");
    }
    old.noteRead(table.id(), column.name());
    String generated = column.generated();
    if (generated != null) {
      return expressions.read(
          NodeParser.parse(generated).get(0), QueryScope.ofGenerated(table, from.number()));
    }
    return new Expression.Column(
        from.number(), old.indexOf(table, column), column.name(), column.type(), at);
  }
}
