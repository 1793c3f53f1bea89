package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Numeric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * power of numeric, with the scale that PostgreSQL 16 and later choose.
 *
 * <p>power of float8 is not here: its last digits are those of the server's C library.
 */
final class PowerFunctions {

  private static final int SIGNIFICANT_DIGITS_MIN = 16;
  private static final int SCALE_MAX = 1_000;
  private static final double LN_MAX = 2_000 * 3.01;
  private static final double LOG10_E = 0.434294481903252;

  private PowerFunctions() {}

  static void register(Registry registry) {
    registry.two("numeric_power(numeric,numeric)", PowerFunctions::power);
    registry.alias("power(numeric,numeric)", "numeric_power(numeric,numeric)");
    registry.alias("pow(numeric,numeric)", "numeric_power(numeric,numeric)");
  }

  static Numeric power(Numeric base, Numeric exponent) {
    if (base.isNan() || exponent.isNan()) {
      boolean one = isFiniteAnd(exponent, 0) || isFiniteAnd(base, 1);
      return one ? Numeric.of(1) : Numeric.NAN;
    }
    boolean whole = !exponent.isFinite() || isWhole(exponent.decimal());
    if (base.signum() == 0 && exponent.signum() < 0) {
      throw new EvaluationException("2201F", "zero raised to a negative power is undefined");
    }
    if (base.signum() < 0 && !whole) {
      throw new EvaluationException(
          "2201F", "a negative number raised to a non-integer power yields a complex result");
    }
    Numeric special = infinite(base, exponent);
    if (special != null) {
      return special;
    }
    BigDecimal x = base.decimal();
    BigDecimal y = exponent.decimal();
    if (whole && y.precision() - y.scale() < 12 && y.longValue() == (int) y.longValue()) {
      return Numeric.of(wholePower(x, (int) y.longValue(), y.scale()));
    }
    if (x.signum() == 0) {
      return Numeric.of(BigDecimal.ZERO.setScale(SIGNIFICANT_DIGITS_MIN));
    }
    BigDecimal result = fractionalPower(x.abs(), y);
    boolean odd = whole && y.toBigInteger().testBit(0);
    return Numeric.of(x.signum() < 0 && odd ? result.negate() : result);
  }

  private static boolean isFiniteAnd(Numeric value, long number) {
    return value.isFinite() && value.decimal().compareTo(BigDecimal.valueOf(number)) == 0;
  }

  private static boolean isWhole(BigDecimal value) {
    return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
  }

  /** The power if one of the two is infinite, else null. */
  private static @Nullable Numeric infinite(Numeric base, Numeric exponent) {
    if (base.isFinite() && exponent.isFinite()) {
      return null;
    }
    if (isFiniteAnd(base, 1) || exponent.signum() == 0) {
      return Numeric.of(1);
    }
    if (!exponent.isFinite()) {
      if (isFiniteAnd(base, -1)) {
        return Numeric.of(1);
      }
      boolean large = !base.isFinite() || base.decimal().abs().compareTo(BigDecimal.ONE) > 0;
      return large == exponent.signum() > 0 ? Numeric.INFINITY : Numeric.ZERO;
    }
    if (exponent.signum() < 0) {
      return Numeric.ZERO;
    }
    boolean odd = base.signum() < 0 && exponent.decimal().toBigInteger().testBit(0);
    return odd ? Numeric.MINUS_INFINITY : Numeric.INFINITY;
  }

  private static BigDecimal wholePower(BigDecimal base, int exponent, int scaleOfExponent) {
    double weight = base.signum() == 0 ? 0 : exponent * log10(base);
    checkOverflow(weight, (Numeric.WEIGHT_MAX / 4 + 1) * 4);
    if (weight + 1 < -SCALE_MAX) {
      return BigDecimal.ZERO.setScale(SCALE_MAX);
    }
    int scale = resultScale(weight, base, scaleOfExponent);
    if (exponent == 0) {
      return BigDecimal.ONE.setScale(scale);
    }
    if (base.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    int digits = Math.max(1, 1 + scale + (int) weight) + 40;
    BigDecimal result = Logarithms.power(base, Math.abs((long) exponent), new MathContext(digits));
    return exponent < 0
        ? BigDecimal.ONE.divide(result, scale, RoundingMode.HALF_UP)
        : result.setScale(scale, RoundingMode.HALF_UP);
  }

  private static void checkOverflow(double weight, double most) {
    if (weight > most) {
      throw Numeric.overflow();
    }
  }

  private static int resultScale(double weight, BigDecimal base, int scaleOfExponent) {
    int scale = SIGNIFICANT_DIGITS_MIN - (int) weight;
    scale = Math.max(Math.max(scale, base.scale()), Math.max(scaleOfExponent, 0));
    return Math.min(scale, SCALE_MAX);
  }

  /** From the first sixteen or so digits, taken in groups of four around the point. */
  private static double log10(BigDecimal value) {
    BigDecimal plain = value.abs();
    int weight = Math.floorDiv(plain.precision() - plain.scale() - 1, 4);
    int groups = 4;
    BigDecimal shifted = plain.movePointRight((groups - 1 - weight) * 4);
    double first = shifted.setScale(0, RoundingMode.DOWN).doubleValue();
    return Math.log10(first) + (weight - groups + 1) * 4;
  }

  private static BigDecimal fractionalPower(BigDecimal base, BigDecimal exponent) {
    int lnWeight = Logarithms.weightOfLn(base);
    int rough = Math.max(8 - lnWeight, 0);
    double value =
        Logarithms.ln(base, rough)
            .multiply(exponent)
            .setScale(rough, RoundingMode.HALF_UP)
            .doubleValue();
    if (Math.abs(value) > LN_MAX) {
      checkOverflow(value, 0);
      return BigDecimal.ZERO.setScale(SCALE_MAX);
    }
    double weight = value * LOG10_E;
    int scale = resultScale(weight, base, exponent.scale());
    int digits = Math.max(scale + (int) weight, 0);
    int fine = Math.max(digits - lnWeight + 8, 0) + 20;
    BigDecimal product = Logarithms.ln(base, fine + exponent.precision()).multiply(exponent);
    return Logarithms.exp(product, digits + 20).setScale(scale, RoundingMode.HALF_UP);
  }
}
