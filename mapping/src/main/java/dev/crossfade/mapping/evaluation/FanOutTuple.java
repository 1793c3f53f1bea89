package dev.crossfade.mapping.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One tuple that a fan-out made for a row; its values are for the evaluator only. */
public final class FanOutTuple {

  /** The tuple of a statement without fan-out. */
  public static final FanOutTuple NONE = new FanOutTuple(new Object[0]);

  private final @Nullable Object[] values;

  FanOutTuple(@Nullable Object[] values) {
    this.values = values;
  }

  /** This tuple with what stands for the next where a left join finds none. */
  public FanOutTuple withNulls(int columns) {
    return with(new @Nullable Object[columns]);
  }

  @Nullable Object get(int index) {
    return values[index];
  }

  int size() {
    return values.length;
  }

  /** This tuple's values and then others. */
  FanOutTuple with(@Nullable Object[] more) {
    if (values.length == 0) {
      return new FanOutTuple(more);
    }
    @Nullable Object[] both = Arrays.copyOf(values, values.length + more.length);
    System.arraycopy(more, 0, both, values.length, more.length);
    return new FanOutTuple(both);
  }
}
