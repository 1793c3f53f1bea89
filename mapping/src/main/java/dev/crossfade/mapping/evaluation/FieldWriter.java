package dev.crossfade.mapping.evaluation;

import dev.crossfade.schemas.RowWriter;

/** Writes one field of a new row. */
interface FieldWriter {

  /**
   * Appends the field, union branch and all.
   *
   * @throws dev.crossfade.mapping.evaluation.value.EvaluationException as PostgreSQL raises
   */
  void write(Frame frame, RowWriter out);
}
