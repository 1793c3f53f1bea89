package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.value.Numeric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code sum} and {@code avg} of numeric: the finite ones' sum, and how many there are of each
 * display scale, of NaN and of each infinity, so that one that leaves takes its mark along.
 */
final class RunningNumeric implements Running {

  private final boolean average;
  private BigDecimal sum = BigDecimal.ZERO;
  private final TreeMap<Integer, Long> scales = new TreeMap<>();
  private long nans;
  private long infinities;
  private long minusInfinities;

  RunningNumeric(boolean average) {
    this.average = average;
  }

  @Override
  public void change(Object value, int times) {
    Numeric numeric = (Numeric) value;
    if (numeric.isNan()) {
      nans += times;
    } else if (numeric.isInfinite()) {
      if (numeric.signum() > 0) {
        infinities += times;
      } else {
        minusInfinities += times;
      }
    } else {
      BigDecimal decimal = numeric.decimal();
      sum = times > 0 ? sum.add(decimal) : sum.subtract(decimal);
      scales.merge(decimal.scale(), (long) times, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  @Override
  public @Nullable Object value() {
    long finite = scales.values().stream().mapToLong(Long::longValue).sum();
    if (nans > 0 || (infinities > 0 && minusInfinities > 0)) {
      return Numeric.NAN;
    } else if (infinities > 0) {
      return Numeric.INFINITY;
    } else if (minusInfinities > 0) {
      return Numeric.MINUS_INFINITY;
    } else if (finite == 0) {
      return null;
    }
    // Differences never lose digits: the sum's own scale is no smaller than what is left.
    Numeric total = Numeric.of(sum.setScale(scales.lastKey(), java.math.RoundingMode.UNNECESSARY));
    return average ? Division.of(total, Numeric.of(finite)) : total;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    byte[] digits = sum.unscaledValue().toByteArray();
    out.writeInt(digits.length);
    out.write(digits);
    out.writeInt(sum.scale());
    out.writeLong(nans);
    out.writeLong(infinities);
    out.writeLong(minusInfinities);
    out.writeInt(scales.size());
    for (Map.Entry<Integer, Long> scale : scales.entrySet()) {
      out.writeInt(scale.getKey());
      out.writeLong(scale.getValue());
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    byte[] digits = new byte[in.readInt()];
    in.readFully(digits);
    sum = new BigDecimal(new BigInteger(digits), in.readInt());
    nans = in.readLong();
    infinities = in.readLong();
    minusInfinities = in.readLong();
    scales.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      scales.put(in.readInt(), in.readLong());
    }
  }
}
