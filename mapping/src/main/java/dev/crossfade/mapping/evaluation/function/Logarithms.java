package dev.crossfade.mapping.evaluation.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Powers, natural logarithms and exponentials of decimals to any precision. */
final class Logarithms {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal NEAR_BELOW = new BigDecimal("0.9");
  private static final BigDecimal NEAR_ABOVE = new BigDecimal("1.1");

  private Logarithms() {}

  /** By squaring; exponents from 0. */
  static BigDecimal power(BigDecimal base, long exponent, MathContext precision) {
    BigDecimal result = BigDecimal.ONE;
    BigDecimal square = base;
    for (long left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result = result.multiply(square, precision);
      }
      if (left > 1) {
        square = square.multiply(square, precision);
      }
    }
    return result;
  }

  /** The decimal weight of ln(x) as PostgreSQL estimates it. */
  static int weightOfLn(BigDecimal x) {
    if (x.compareTo(NEAR_BELOW) >= 0 && x.compareTo(NEAR_ABOVE) <= 0) {
      BigDecimal distance = x.subtract(BigDecimal.ONE);
      return distance.signum() == 0 ? 0 : distance.precision() - distance.scale() - 1;
    }
    int shift = x.precision() - x.scale() - 8;
    double first = x.movePointLeft(shift).doubleValue();
    return (int) Math.log10(Math.abs(Math.log(first) + shift * 2.302585092994046));
  }

  /** ln(x) rounded to a scale; x above 0. */
  static BigDecimal ln(BigDecimal x, int scale) {
    int halvings = 0;
    MathContext precision =
        new MathContext(scale + Math.abs(x.precision() - x.scale()) / 2 + 30 + 10);
    BigDecimal near = x;
    while (near.compareTo(NEAR_BELOW) < 0 || near.compareTo(NEAR_ABOVE) > 0) {
      near = near.sqrt(precision);
      halvings++;
    }
    // ln(z) = 2 (y + y³/3 + y⁵/5 …) with y = (z - 1) / (z + 1)
    BigDecimal y = near.subtract(BigDecimal.ONE).divide(near.add(BigDecimal.ONE), precision);
    BigDecimal square = y.multiply(y, precision);
    BigDecimal power = y;
    BigDecimal sum = y;
    BigDecimal least = BigDecimal.ONE.movePointLeft(precision.getPrecision());
    for (int n = 3; power.abs().compareTo(least) > 0; n += 2) {
      power = power.multiply(square, precision);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), precision));
    }
    return sum.multiply(TWO.pow(halvings + 1)).setScale(scale, RoundingMode.HALF_UP);
  }

  /** e to the power of x with that many significant digits. */
  static BigDecimal exp(BigDecimal x, int digits) {
    int halvings = Math.max(0, x.precision() - x.scale()) * 4 + 6;
    MathContext precision = new MathContext(digits + halvings + 10);
    BigDecimal small = x.divide(TWO.pow(halvings), precision);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    BigDecimal least = BigDecimal.ONE.movePointLeft(precision.getPrecision());
    for (int n = 1; term.signum() != 0 && term.abs().compareTo(least) > 0; n++) {
      term = term.multiply(small, precision).divide(BigDecimal.valueOf(n), precision);
      sum = sum.add(term);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, precision);
    }
    return sum;
  }
}
