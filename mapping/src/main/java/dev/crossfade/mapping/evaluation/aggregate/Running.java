package dev.crossfade.mapping.evaluation.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An aggregate that moves by difference: what is added can be taken away again, in any order. */
interface Running {

  /**
   * Adds a value, or takes one away.
   *
   * @param value never null: a NULL counts for no running aggregate
   * @param times 1 or -1
   */
  void change(Object value, int times);

  /**
   * The aggregate; null for SQL NULL.
   *
   * @throws dev.crossfade.mapping.evaluation.value.EvaluationException as PostgreSQL raises
   */
  @Nullable Object value();

  void write(DataOutput out) throws IOException;

  void read(DataInput in) throws IOException;
}
