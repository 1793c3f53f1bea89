package dev.crossfade.mapping.evaluation.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code bool_and} and {@code bool_or}: how many are true, how many false. */
final class RunningBool implements Running {

  private final boolean and;
  private long trues;
  private long falses;

  RunningBool(boolean and) {
    this.and = and;
  }

  @Override
  public void change(Object value, int times) {
    if ((Boolean) value) {
      trues += times;
    } else {
      falses += times;
    }
  }

  @Override
  public @Nullable Object value() {
    if (trues + falses == 0) {
      return null;
    }
    return and ? falses == 0 : trues > 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(trues);
    out.writeLong(falses);
  }

  @Override
  public void read(DataInput in) throws IOException {
    trues = in.readLong();
    falses = in.readLong();
  }
}
