package dev.crossfade.mapping.evaluation;

import java.util.Random;

/** Random numbers, as text that PostgreSQL reads. */
final class NastyNumbers {

  private final Random random;
  private final boolean calm;

  /**
   * @param calm no infinite or extreme double precision
   */
  NastyNumbers(Random random, boolean calm) {
    this.random = random;
    this.calm = calm;
  }

  String integer(int bits) {
    long limit = 1L << (bits - 1);
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(-limit);
      case 1 -> String.valueOf(limit - 1);
      case 2, 3 -> String.valueOf(random.nextInt(41) - 20);
      case 4 -> String.valueOf(random.nextInt(2001) - 1000);
      default -> String.valueOf(random.nextLong() >> (64 - bits + random.nextInt(bits)));
    };
  }

  String numeric() {
    return switch (random.nextInt(8)) {
      case 0 ->
          pick("NaN", "Infinity", "-Infinity", "0", "0.00", "1", "-1", "10", "0.5", "-0.5", "2.5");
      case 1 -> pick("9999.5", "0.00001", "-0.0001", "32767.5", "2147483647.5", "1e20", "1e-20");
      case 2 -> String.valueOf(random.nextInt(200) - 100);
      case 3 -> digits(1 + random.nextInt(30));
      default -> digits(1 + random.nextInt(12)) + "." + random.nextInt(1 << random.nextInt(30));
    };
  }

  private String digits(int count) {
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "-" : "");
    for (int i = 0; i < count; i++) {
      out.append((char) ('0' + random.nextInt(10)));
    }
    return out.toString();
  }

  String real() {
    return switch (random.nextInt(5)) {
      case 0 -> pick("0", "-0", "NaN", "Infinity", "-Infinity", "3.4028235e38", "1e-45", "0.1");
      case 1 -> String.valueOf(random.nextInt(2000) / 8f - 100);
      case 2 -> {
        float any = Float.intBitsToFloat(random.nextInt());
        yield Float.isNaN(any) ? "NaN" : String.valueOf(any);
      }
      case 3 -> String.valueOf(random.nextInt(21) - 10);
      default -> String.valueOf(random.nextFloat() * 1e6f);
    };
  }

  String floating() {
    if (calm) {
      return String.valueOf(random.nextInt(400) / 8.0 - 20);
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          pick("0", "-0", "NaN", "Infinity", "-Infinity", "1e308", "-1e308", "5e-324", "1e15");
      case 1 -> String.valueOf(random.nextInt(4000) / 8.0 - 200);
      case 2 -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(any) ? "NaN" : String.valueOf(any);
      }
      case 3 -> String.valueOf(random.nextInt(21) - 10);
      case 4 ->
          pick("0.1", "1e-5", "123456789.125", "1e23", "2.5", "3.5", "-2.5", "9007199254740993");
      default -> String.valueOf(random.nextDouble() * 1e6);
    };
  }

  String exponent() {
    return switch (random.nextInt(5)) {
      case 0 -> pick("0", "1", "-1", "2", "0.5", "-0.5", "NaN", "Infinity", "-Infinity", "3.00");
      case 1 -> String.valueOf(random.nextInt(400) - 200);
      case 2 -> (random.nextInt(40) - 20) + "." + random.nextInt(100);
      default -> String.valueOf(random.nextInt(20) - 6);
    };
  }

  private String pick(String... values) {
    return NastyValues.oneOf(random, values);
  }
}
