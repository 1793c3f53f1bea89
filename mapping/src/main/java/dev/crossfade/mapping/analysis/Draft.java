package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TypeTable;
import java.util.List;
import java.util.Optional;

/** A statement whose expressions are compiled; what concerns other statements is still open. */
record Draft(
    StatementText text,
    Catalog.Relation newTable,
    Relation from,
    PlanNode rows,
    List<Value> values,
    VerificationQuery verification) {

  /** The old tables it reads, each once. */
  List<Catalog.Relation> oldTables() {
    return OriginText.tables(from).stream().map(Relation.Table::table).distinct().toList();
  }

  /**
   * What is stored in a new column; {@code stored} reads the plan's rows, {@code selected} FROM.
   */
  sealed interface Value {
    Catalog.Column column();

    int at();
  }

  /**
   * A value computed from the old row.
   *
   * @param selected the select item's value, computed further if the type table says so
   * @param conversion what computed it further
   * @param stored the same, as it is stored
   * @param literal where the item's literal stands, if it is nothing but a literal
   */
  record Computed(
      Catalog.Column column,
      Expression selected,
      Optional<TypeTable.Rewritten> conversion,
      Expression stored,
      int at,
      Optional<StatementText.Span> literal)
      implements Value {

    /** The type in which the old PostgreSQL can give the value: a literal has the new column's. */
    ColumnType givenType() {
      Expression constant = stored instanceof Expression.Assign assign ? assign.argument() : stored;
      boolean builtIn = !constant.type().base().startsWith("\"");
      return literal.isPresent() && builtIn ? constant.type() : selected.type();
    }
  }

  /** An id looked up in another new table. */
  record Late(
      Catalog.Column column, Catalog.Relation table, Catalog.Column id, List<LateKey> key, int at)
      implements Value {}

  /** One column of the natural key, and the value it is looked up by. */
  record LateKey(
      Catalog.Column column,
      Expression selected,
      Optional<TypeTable.Rewritten> conversion,
      Expression stored) {}

  Optional<Value> valueOf(String column) {
    return values.stream().filter(v -> v.column().name().equals(column)).findFirst();
  }
}
