package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.TypeTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Computes values further until the new side can store them, as its type table says. */
final class Conversions {

  private final TypeTable table;
  private final SelectAnalysis analysis;
  private final Refusals refusals;

  /**
   * @param analysis by the old PostgreSQL: what computes further runs there when it is verified
   */
  Conversions(TypeTable table, SelectAnalysis analysis, Refusals refusals) {
    this.table = table;
    this.analysis = analysis;
    this.refusals = refusals;
  }

  /**
   * A value as it goes into the column.
   *
   * @param by what computed it further; empty if nothing had to
   */
  record Converted(Expression value, Optional<TypeTable.Rewritten> by) {}

  /** The value, computed further if the table says so. */
  Converted convert(Expression value, Catalog.Column column, ExpressionReader reader)
      throws RefusalException, SQLException {
    TypeTable.Meeting meeting = table.meet(value.type(), column.type());
    if (meeting instanceof TypeTable.Refused refused) {
      throw refusals.refuse(
          "CF057",
          value.at(),
          value.type().display()
              + " has no form in column "
              + column.name()
              + " of type "
              + column.type().display(),
          refused.mend());
    }
    if (meeting instanceof TypeTable.Rewritten rewritten) {
      return new Converted(rewrite(value, rewritten, reader), Optional.of(rewritten));
    }
    return new Converted(value, Optional.empty());
  }

  private Expression rewrite(Expression value, TypeTable.Rewritten by, ExpressionReader reader)
      throws RefusalException, SQLException {
    String sql =
        "SELECT " + by.of("q.c") + " FROM (SELECT NULL::" + value.type().display() + ") AS q(c)";
    RewrittenText text =
        RewrittenText.of(new SourceText("the type table", sql), 0, sql.length(), List.of());
    Node query = analysis.analyse(text, 1);
    QueryScope scope = QueryScope.ofQuery(query);
    int only = query.node("jointree").nodes("fromlist").get(0).index("rtindex");
    scope.bind(only, new QueryScope.Columns(List.of(value)));
    return reader.readFor(value.at(), query.nodes("targetList").get(0).node("expr"), scope);
  }
}
