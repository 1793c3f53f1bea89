package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.plan.Expression;
import java.util.List;

/** What makes one field of a new row. */
public sealed interface OutputColumn {

  String name();

  boolean notNull();

  /**
   * A value.
   *
   * @param expression usually an {@link Expression.Assign} to the column's type
   */
  record Value(String name, boolean notNull, Expression expression) implements OutputColumn {}

  /**
   * A late reference: the natural key the id is looked up by, in the order of the nested record;
   * NULL if any part of it is NULL.
   */
  record Late(String name, boolean notNull, List<Expression> key) implements OutputColumn {
    public Late {
      key = List.copyOf(key);
    }
  }
}
