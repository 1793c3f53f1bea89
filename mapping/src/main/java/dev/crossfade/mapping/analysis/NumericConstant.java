package dev.crossfade.mapping.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** Reads a numeric as PostgreSQL stores it: {@code numeric.c}, long and short headers. */
final class NumericConstant {

  private static final BigInteger BASE = BigInteger.valueOf(10_000);

  private NumericConstant() {}

  /** The text of the value after its length header. */
  static String text(ByteBuffer body) {
    int header = body.getShort() & 0xffff;
    boolean negative;
    int scale;
    int weight;
    switch (header & 0xc000) {
      case 0xc000 -> {
        return switch (header & 0xf000) {
          case 0xd000 -> "Infinity";
          case 0xf000 -> "-Infinity";
          default -> "NaN";
        };
      }
      case 0x8000 -> {
        negative = (header & 0x2000) != 0;
        scale = (header & 0x1f80) >> 7;
        weight = (header & 0x40) != 0 ? (header & 0x3f) - 0x40 : header & 0x3f;
      }
      default -> {
        negative = (header & 0xc000) == 0x4000;
        scale = header & 0x3fff;
        weight = body.getShort();
      }
    }
    BigInteger digits = BigInteger.ZERO;
    int count = 0;
    while (body.remaining() >= 2) {
      digits = digits.multiply(BASE).add(BigInteger.valueOf(body.getShort()));
      count++;
    }
    BigDecimal value = new BigDecimal(digits).scaleByPowerOfTen(4 * (weight + 1 - count));
    BigDecimal scaled = value.setScale(scale, RoundingMode.HALF_UP);
    return (negative ? scaled.negate() : scaled).toPlainString();
  }
}
