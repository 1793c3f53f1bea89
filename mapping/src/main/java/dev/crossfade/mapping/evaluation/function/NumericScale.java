package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Numeric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Functions of numeric whose display scale PostgreSQL chooses per value (numeric.c, {@code
 * select_div_scale} and its kin), and those about the scale itself.
 */
final class NumericScale {

  private static final int SIGNIFICANT_DIGITS_MIN = 16;
  private static final int DISPLAY_SCALE_MAX = 1_000;
  private static final int DIGITS_PER_WORD = 4;

  private NumericScale() {}

  static void register(Registry registry) {
    registry.one("sqrt(numeric)", NumericScale::sqrt);
    registry.one("scale(numeric)", (Numeric a) -> a.isFinite() ? (long) a.decimal().scale() : null);
    registry.one(
        "min_scale(numeric)", (Numeric a) -> a.isFinite() ? (long) trimmed(a).scale() : null);
    registry.one("trim_scale(numeric)", (Numeric a) -> a.isFinite() ? Numeric.of(trimmed(a)) : a);
    registry.two("gcd(numeric,numeric)", NumericScale::gcd);
    registry.two("lcm(numeric,numeric)", NumericScale::lcm);
  }

  private static BigDecimal trimmed(Numeric value) {
    BigDecimal stripped = value.decimal().stripTrailingZeros();
    return stripped.scale() < 0 || stripped.signum() == 0 ? stripped.setScale(0) : stripped;
  }

  /** The scale of a quotient: at least 16 significant digits, at least the operands' scales. */
  static int ofQuotient(BigDecimal a, BigDecimal b) {
    int weight = weight(a) - weight(b);
    if (firstWord(a) <= firstWord(b)) {
      weight--;
    }
    int scale = SIGNIFICANT_DIGITS_MIN - weight * DIGITS_PER_WORD;
    return Math.min(
        DISPLAY_SCALE_MAX, Math.max(scale, Math.max(0, Math.max(a.scale(), b.scale()))));
  }

  /** The place of the first base-10000 digit: 0 for 1 to 9999. */
  private static int weight(BigDecimal value) {
    return value.signum() == 0
        ? 0
        : Math.floorDiv(value.precision() - value.scale() - 1, DIGITS_PER_WORD);
  }

  /** The first base-10000 digit. */
  private static int firstWord(BigDecimal value) {
    return value
        .abs()
        .scaleByPowerOfTen(-weight(value) * DIGITS_PER_WORD)
        .setScale(0, RoundingMode.DOWN)
        .intValue();
  }

  private static Numeric sqrt(Numeric value) {
    if (value.isNan() || (value.isInfinite() && value.signum() > 0)) {
      return value;
    }
    if (value.signum() < 0) {
      throw new EvaluationException("2201F", "cannot take square root of a negative number");
    }
    BigDecimal x = value.decimal();
    int weight = weight(x) * DIGITS_PER_WORD / 2 + 1;
    int scale =
        Math.min(
            DISPLAY_SCALE_MAX, Math.max(0, Math.max(x.scale(), SIGNIFICANT_DIGITS_MIN - weight)));
    int digits = Math.max(1, (x.precision() - x.scale()) / 2 + 1) + scale + 2;
    BigDecimal floor = x.sqrt(new MathContext(digits, RoundingMode.DOWN));
    return Numeric.of(floor.setScale(scale, RoundingMode.HALF_UP));
  }

  private static Numeric gcd(Numeric a, Numeric b) {
    if (a.isFinite() && b.isFinite()) {
      return Numeric.of(NumericFunctions.gcd(a.decimal(), b.decimal()));
    }
    return Numeric.NAN;
  }

  private static Numeric lcm(Numeric a, Numeric b) {
    if (!a.isFinite() || !b.isFinite()) {
      return Numeric.NAN;
    }
    BigDecimal x = a.decimal();
    BigDecimal y = b.decimal();
    int scale = Math.max(x.scale(), y.scale());
    if (x.signum() == 0 || y.signum() == 0) {
      return Numeric.of(BigDecimal.ZERO.setScale(scale));
    }
    BigDecimal divisor = NumericFunctions.gcd(x, y);
    return Numeric.of(x.divideToIntegralValue(divisor).multiply(y).abs().setScale(scale));
  }
}
