package dev.crossfade.mapping.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.crossfade.schemas.TableId;
import java.util.List;

/**
 * What a statement writes.
 *
 * @param columns in the order of the new table's row record
 */
public record Sink(TableId table, List<Column> columns) {

  public Sink {
    columns = List.copyOf(columns);
  }

  /** One column and where its value comes from. */
  public record Column(String name, Value value) {}

  /** The value of a new column. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "value")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Computed.class, name = "computed"),
    @JsonSubTypes.Type(value = Late.class, name = "late")
  })
  public sealed interface Value {}

  /** Computed from the old row, with the assignment to the new column's type in it. */
  public record Computed(Expression expression) implements Value {}

  /**
   * An id looked up by the natural key with these values, in the order of {@code
   * NewTable.LateReference.key}; NULL if one of them is NULL.
   */
  public record Late(List<Expression> key) implements Value {
    public Late {
      key = List.copyOf(key);
    }
  }
}
