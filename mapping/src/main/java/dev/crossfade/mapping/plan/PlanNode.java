package dev.crossfade.mapping.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a statement come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "node")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlanNode.Scan.class, name = "scan"),
  @JsonSubTypes.Type(value = PlanNode.Filter.class, name = "filter"),
  @JsonSubTypes.Type(value = PlanNode.FanOut.class, name = "fanOut")
})
public sealed interface PlanNode {

  /** The old table that every row begins with. */
  TableId table();

  /** Every row of an old table; its columns are those of its row record. */
  record Scan(TableId table) implements PlanNode {}

  /** The rows for which {@code condition} is true, not false and not null. */
  record Filter(PlanNode input, Expression condition) implements PlanNode {
    @Override
    public TableId table() {
      return input.table();
    }
  }

  /**
   * Each row once per tuple.
   *
   * <p>The columns of its tuples follow, in {@link Expression.FanOutColumn}, those of the fan-outs
   * below it.
   *
   * @param condition which tuples count; null if all do
   * @param left a row without a tuple that counts comes once, with NULLs for the tuple
   */
  record FanOut(
      PlanNode input,
      Tuples tuples,
      List<TupleColumn> columns,
      @Nullable Expression condition,
      boolean left)
      implements PlanNode {
    public FanOut {
      columns = List.copyOf(columns);
    }

    @Override
    public TableId table() {
      return input.table();
    }
  }

  /** One column of a tuple. */
  record TupleColumn(String name, ColumnType type) {}

  /** What a row fans out over. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "tuples")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Values.class, name = "values"),
    @JsonSubTypes.Type(value = Elements.class, name = "elements")
  })
  sealed interface Tuples {}

  /** {@code VALUES (…), (…)}: as many tuples as there are lists, in that order. */
  record Values(List<List<Expression>> rows) implements Tuples {
    public Values {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * {@code unnest}: the elements of an array of any dimensions, in order; none of NULL.
   *
   * @param ordinality a second column counts them from 1 (int8)
   */
  record Elements(Expression array, boolean ordinality) implements Tuples {}
}
