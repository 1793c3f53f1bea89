package dev.crossfade.mapping.evaluation.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL numeric: a decimal that keeps its display scale (never below 0), NaN, or ±infinity.
 *
 * <p>Ordered as PostgreSQL orders: -Infinity, finite by value whatever the scale, Infinity, NaN.
 */
public final class Numeric implements Comparable<Numeric> {

  public static final Numeric NAN = new Numeric(null, 2);
  public static final Numeric INFINITY = new Numeric(null, 1);
  public static final Numeric MINUS_INFINITY = new Numeric(null, -1);
  public static final Numeric ZERO = new Numeric(BigDecimal.ZERO, 0);

  /** Most digits after the point. */
  public static final int SCALE_MAX = 16_383;

  /** Most digits before the point. */
  public static final int WEIGHT_MAX = 131_072;

  private final @Nullable BigDecimal value;
  private final int rank;

  private Numeric(@Nullable BigDecimal value, int rank) {
    this.value = value;
    this.rank = rank;
  }

  /**
   * A finite numeric; a negative scale becomes 0.
   *
   * @throws EvaluationException 22003 if it has more digits than the type holds
   */
  public static Numeric of(BigDecimal value) {
    if (value.precision() - value.scale() > WEIGHT_MAX && value.signum() != 0) {
      throw overflow();
    }
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    if (plain.scale() > SCALE_MAX) {
      plain = plain.setScale(SCALE_MAX, RoundingMode.HALF_UP);
    }
    return new Numeric(plain, 0);
  }

  public static Numeric of(long value) {
    return new Numeric(BigDecimal.valueOf(value), 0);
  }

  public static EvaluationException overflow() {
    return new EvaluationException("22003", "value overflows numeric format");
  }

  public boolean isFinite() {
    return value != null;
  }

  public boolean isNan() {
    return rank == 2;
  }

  public boolean isInfinite() {
    return rank == 1 || rank == -1;
  }

  /** -1, 0, 1; NaN counts as 1. */
  public int signum() {
    return value == null ? Integer.signum(rank) : value.signum();
  }

  /**
   * The finite value.
   *
   * @throws IllegalStateException if it is NaN or infinite: ask {@link #isFinite} first
   */
  public BigDecimal decimal() {
    if (value == null) {
      throw new IllegalStateException("not a finite numeric");
    }
    return value;
  }

  public Numeric negate() {
    return value != null
        ? new Numeric(value.negate(), 0)
        : isNan() ? this : rank == 1 ? MINUS_INFINITY : INFINITY;
  }

  /**
   * The value as a whole number, rounded half away from zero.
   *
   * @throws EvaluationException 0A000 for NaN and infinity, 22003 if it does not fit into {@code
   *     bits} bits
   */
  public long toLong(int bits, String typeName) {
    if (value == null) {
      throw new EvaluationException(
          "0A000", "cannot convert " + (isNan() ? "NaN" : "infinity") + " to " + typeName);
    }
    if (value.precision() - value.scale() > 20) {
      throw EvaluationException.outOfRange(typeName);
    }
    BigInteger whole = value.setScale(0, RoundingMode.HALF_UP).unscaledValue();
    if (whole.bitLength() >= bits) {
      throw EvaluationException.outOfRange(typeName);
    }
    return whole.longValue();
  }

  @Override
  public int compareTo(Numeric other) {
    if (value != null && other.value != null) {
      return value.compareTo(other.value);
    }
    return Integer.compare(rank, other.rank);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numeric numeric && compareTo(numeric) == 0;
  }

  @Override
  public int hashCode() {
    return value == null ? rank : value.stripTrailingZeros().hashCode();
  }

  /** The type's output function. */
  @Override
  public String toString() {
    if (value != null) {
      return value.toPlainString();
    }
    return isNan() ? "NaN" : rank == 1 ? "Infinity" : "-Infinity";
  }
}
