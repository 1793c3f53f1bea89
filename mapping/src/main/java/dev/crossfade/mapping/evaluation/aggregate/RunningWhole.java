package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Numeric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@code sum} and {@code avg} of integers, exact. */
final class RunningWhole implements Running {

  /** What the sum becomes. */
  enum Result {
    BIGINT,
    NUMERIC,
    AVERAGE
  }

  private final Result result;
  private BigInteger sum = BigInteger.ZERO;
  private long count;

  RunningWhole(Result result) {
    this.result = result;
  }

  @Override
  public void change(Object value, int times) {
    BigInteger whole = BigInteger.valueOf((Long) value);
    sum = times > 0 ? sum.add(whole) : sum.subtract(whole);
    count += times;
  }

  @Override
  public @Nullable Object value() {
    if (count == 0) {
      return null;
    }
    return switch (result) {
      case BIGINT -> bigint();
      case NUMERIC -> Numeric.of(new BigDecimal(sum));
      case AVERAGE -> Division.of(Numeric.of(new BigDecimal(sum)), Numeric.of(count));
    };
  }

  private Long bigint() {
    if (sum.bitLength() > 63) {
      throw EvaluationException.outOfRange("bigint");
    }
    return sum.longValue();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    byte[] bytes = sum.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
    out.writeLong(count);
  }

  @Override
  public void read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    sum = new BigInteger(bytes);
    count = in.readLong();
  }
}
