package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new row from old ones. Total: what PostgreSQL would raise comes back as a value.
 *
 * <p>Used by one thread.
 */
public final class RowFunction {

  private final FieldWriter[] fields;
  private final String[] names;
  private final boolean[] notNull;
  private final Frame frame = new Frame();

  private RowFunction(FieldWriter[] fields, String[] names, boolean[] notNull) {
    this.fields = fields;
    this.names = names;
    this.notNull = notNull;
  }

  /**
   * Compiles the outputs, in the order of the new row's fields.
   *
   * @throws dev.crossfade.mapping.evaluation.function.RefusedException if one is not supported; ask
   *     {@link Refusals} first
   */
  public static RowFunction compile(List<? extends OutputColumn> outputs) {
    FieldWriter[] fields = new FieldWriter[outputs.size()];
    String[] names = new String[outputs.size()];
    boolean[] notNull = new boolean[outputs.size()];
    for (int i = 0; i < fields.length; i++) {
      OutputColumn output = outputs.get(i);
      fields[i] = FieldWriters.of(output);
      names[i] = output.name();
      notNull[i] = output.notNull();
    }
    return new RowFunction(fields, names, notNull);
  }

  /**
   * Appends the fields of the new row to {@code out}; the record header is the caller's.
   *
   * @param relations the old rows by relation, null for the missing side of a left join
   * @return null if the row was written; else the error, and {@code out} is as it was
   */
  public @Nullable EvaluationError evaluate(
      @Nullable RowView[] relations, FanOutTuple tuple, RowWriter out) {
    int before = out.length();
    Frame over = frame.over(relations, tuple);
    int i = 0;
    try {
      for (; i < fields.length; i++) {
        int start = out.length();
        fields[i].write(over, out);
        if (notNull[i] && out.buffer()[start] == 0) {
          out.truncate(before);
          return new EvaluationError(
              "23502",
              "null value in column \"" + names[i] + "\" violates not-null constraint",
              -1,
              names[i]);
        }
      }
      return null;
    } catch (EvaluationException raised) {
      out.truncate(before);
      return EvaluationError.of(raised, names[i]);
    }
  }
}
