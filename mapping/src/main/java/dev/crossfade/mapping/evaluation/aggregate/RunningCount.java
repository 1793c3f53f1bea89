package dev.crossfade.mapping.evaluation.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@code count}. */
final class RunningCount implements Running {

  private long count;

  @Override
  public void change(Object value, int times) {
    count += times;
  }

  @Override
  public Object value() {
    return count;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
  }

  @Override
  public void read(DataInput in) throws IOException {
    count = in.readLong();
  }
}
