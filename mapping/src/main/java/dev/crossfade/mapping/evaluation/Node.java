package dev.crossfade.mapping.evaluation;

import org.jspecify.annotations.Nullable;

/** A compiled expression. */
interface Node {

  /**
   * Its value, null for SQL NULL.
   *
   * @throws dev.crossfade.mapping.evaluation.value.EvaluationException as PostgreSQL raises
   */
  @Nullable Object value(Frame frame);
}
