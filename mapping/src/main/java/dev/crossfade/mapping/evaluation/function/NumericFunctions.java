package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic of numeric, with PostgreSQL's display scales, NaN and infinities. */
final class NumericFunctions {

  private static final int SCALE_OF_ROUND_MIN = -Numeric.WEIGHT_MAX - 1;

  private NumericFunctions() {}

  static void register(Registry registry) {
    registry.two("numeric_add(numeric,numeric)", NumericFunctions::add);
    registry.two("numeric_sub(numeric,numeric)", (Numeric a, Numeric b) -> add(a, b.negate()));
    registry.two("numeric_mul(numeric,numeric)", NumericFunctions::multiply);
    registry.two("numeric_div(numeric,numeric)", NumericFunctions::divide);
    registry.two("div(numeric,numeric)", NumericFunctions::wholeQuotient);
    registry.two("numeric_mod(numeric,numeric)", NumericFunctions::modulo);
    registry.alias("mod(numeric,numeric)", "numeric_mod(numeric,numeric)");
    registry.one("numeric_uplus(numeric)", (Numeric a) -> a);
    registry.one("numeric_uminus(numeric)", (Numeric a) -> a.negate());
    registry.one("numeric_abs(numeric)", NumericFunctions::abs);
    registry.alias("abs(numeric)", "numeric_abs(numeric)");
    registry.one("numeric_inc(numeric)", (Numeric a) -> add(a, Numeric.of(1)));
    registry.one("sign(numeric)", NumericFunctions::sign);
    rounding(registry);
    NumericScale.register(registry);
  }

  private static void rounding(Registry registry) {
    registry.one("round(numeric)", (Numeric a) -> scaled(a, 0, RoundingMode.HALF_UP));
    registry.one("trunc(numeric)", (Numeric a) -> scaled(a, 0, RoundingMode.DOWN));
    registry.two(
        "round(numeric,int4)", (Numeric a, Long n) -> scaled(a, clip(n), RoundingMode.HALF_UP));
    registry.two(
        "trunc(numeric,int4)", (Numeric a, Long n) -> scaled(a, clip(n), RoundingMode.DOWN));
    registry.one("ceil(numeric)", (Numeric a) -> scaled(a, 0, RoundingMode.CEILING));
    registry.alias("ceiling(numeric)", "ceil(numeric)");
    registry.one("floor(numeric)", (Numeric a) -> scaled(a, 0, RoundingMode.FLOOR));
  }

  private static int clip(long scale) {
    return (int) Math.max(SCALE_OF_ROUND_MIN, Math.min(Numeric.SCALE_MAX, scale));
  }

  private static Numeric scaled(Numeric value, int scale, RoundingMode mode) {
    return value.isFinite() ? Numeric.of(value.decimal().setScale(scale, mode)) : value;
  }

  static Numeric add(Numeric a, Numeric b) {
    if (a.isFinite() && b.isFinite()) {
      return Numeric.of(a.decimal().add(b.decimal()));
    }
    if (a.isNan() || b.isNan()) {
      return Numeric.NAN;
    }
    if (a.isInfinite()) {
      return b.isInfinite() && a.signum() != b.signum() ? Numeric.NAN : a;
    }
    return b;
  }

  private static Numeric multiply(Numeric a, Numeric b) {
    if (a.isFinite() && b.isFinite()) {
      return Numeric.of(a.decimal().multiply(b.decimal()));
    }
    if (a.isNan() || b.isNan()) {
      return Numeric.NAN;
    }
    return infinity(a.signum() * b.signum());
  }

  private static Numeric infinity(int sign) {
    return sign == 0 ? Numeric.NAN : sign > 0 ? Numeric.INFINITY : Numeric.MINUS_INFINITY;
  }

  static Numeric divide(Numeric a, Numeric b) {
    Numeric special = specialQuotient(a, b);
    if (special != null) {
      return special;
    }
    BigDecimal x = a.decimal();
    BigDecimal y = b.decimal();
    return Numeric.of(x.divide(y, NumericScale.ofQuotient(x, y), RoundingMode.HALF_UP));
  }

  private static Numeric wholeQuotient(Numeric a, Numeric b) {
    Numeric special = specialQuotient(a, b);
    return special != null
        ? special
        : Numeric.of(a.decimal().divideToIntegralValue(b.decimal()).setScale(0));
  }

  /** The quotient if one is NaN or infinite; null if both are finite and the divisor is not 0. */
  private static @org.jspecify.annotations.Nullable Numeric specialQuotient(Numeric a, Numeric b) {
    if (a.isNan() || b.isNan()) {
      return Numeric.NAN;
    }
    if (b.isInfinite()) {
      return a.isInfinite() ? Numeric.NAN : Numeric.ZERO;
    }
    if (b.signum() == 0) {
      throw EvaluationException.divisionByZero();
    }
    return a.isInfinite() ? infinity(a.signum() * b.signum()) : null;
  }

  private static Numeric modulo(Numeric a, Numeric b) {
    if (a.isNan() || b.isNan()) {
      return Numeric.NAN;
    }
    if (b.isFinite() && b.signum() == 0) {
      throw EvaluationException.divisionByZero();
    }
    if (a.isInfinite()) {
      return Numeric.NAN;
    }
    if (b.isInfinite()) {
      return a;
    }
    BigDecimal x = a.decimal();
    BigDecimal y = b.decimal();
    return Numeric.of(x.remainder(y).setScale(Math.max(x.scale(), y.scale())));
  }

  private static Numeric abs(Numeric value) {
    return value.isNan() || value.signum() >= 0 ? value : value.negate();
  }

  private static Numeric sign(Numeric value) {
    return value.isNan() ? value : Numeric.of(value.signum());
  }

  /** Greatest common divisor of two decimals at their larger scale. */
  static BigDecimal gcd(BigDecimal a, BigDecimal b) {
    int scale = Math.max(a.scale(), b.scale());
    BigInteger x = a.setScale(scale).unscaledValue();
    BigInteger y = b.setScale(scale).unscaledValue();
    return new BigDecimal(x.gcd(y), scale);
  }
}
