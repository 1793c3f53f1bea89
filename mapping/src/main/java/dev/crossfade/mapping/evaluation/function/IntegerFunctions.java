package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.util.List;

/** Arithmetic and bits of int2, int4 and int8, and their mixtures; overflow raises. */
final class IntegerFunctions {

  private IntegerFunctions() {}

  static void register(Registry registry) {
    for (String left : List.of("2", "4", "8")) {
      for (String right : List.of("2", "4", "8")) {
        arithmetic(registry, left, right);
      }
      oneType(registry, left);
    }
    greatestDivisors(registry);
    registry.one("to_hex(int4)", (Long a) -> Integer.toHexString(a.intValue()));
    registry.one("to_hex(int8)", (Long a) -> Long.toHexString(a));
    registry.one("int8inc(int8)", (Long a) -> plus(a, 1L, 64));
  }

  private static void arithmetic(Registry registry, String left, String right) {
    String name = "int" + (left.equals(right) ? left : left + right);
    String types = "(int" + left + ",int" + right + ")";
    int bits = bits(left.compareTo(right) > 0 ? left : right);
    registry.two(name + "pl" + types, (Long a, Long b) -> plus(a, b, bits));
    registry.two(name + "mi" + types, (Long a, Long b) -> minus(a, b, bits));
    registry.two(name + "mul" + types, (Long a, Long b) -> times(a, b, bits));
    registry.two(name + "div" + types, (Long a, Long b) -> divide(a, b, bits));
  }

  private static void oneType(Registry registry, String size) {
    int bits = bits(size);
    String one = "int" + size;
    String two = "(" + one + "," + one + ")";
    registry.two(one + "mod" + two, (Long a, Long b) -> modulo(a, b));
    registry.two("mod" + two, (Long a, Long b) -> modulo(a, b));
    registry.two(one + "and" + two, (Long a, Long b) -> a & b);
    registry.two(one + "or" + two, (Long a, Long b) -> a | b);
    registry.two(one + "xor" + two, (Long a, Long b) -> a ^ b);
    registry.one(one + "not(" + one + ")", (Long a) -> ~a);
    registry.one(one + "up(" + one + ")", (Long a) -> a);
    registry.one(one + "um(" + one + ")", (Long a) -> minus(0, a, bits));
    registry.one(one + "abs(" + one + ")", (Long a) -> a < 0 ? minus(0, a, bits) : a);
    registry.alias("abs(" + one + ")", one + "abs(" + one + ")");
    // C shifts the 32 or 64 bits of a register: the count's low bits, then the type's size.
    int mask = bits == 64 ? 63 : 31;
    registry.two(one + "shl(" + one + ",int4)", (Long a, Long b) -> narrow(a << (b & mask), bits));
    registry.two(one + "shr(" + one + ",int4)", (Long a, Long b) -> narrow(a >> (b & mask), bits));
  }

  private static void greatestDivisors(Registry registry) {
    registry.two("gcd(int4,int4)", (Long a, Long b) -> gcd(a, b, 32));
    registry.two("gcd(int8,int8)", (Long a, Long b) -> gcd(a, b, 64));
    registry.two("lcm(int4,int4)", (Long a, Long b) -> lcm(a, b, 32));
    registry.two("lcm(int8,int8)", (Long a, Long b) -> lcm(a, b, 64));
  }

  static String sqlName(int bits) {
    return bits == 16 ? "smallint" : bits == 32 ? "integer" : "bigint";
  }

  private static int bits(String size) {
    return Integer.parseInt(size) * 8;
  }

  private static long narrow(long value, int bits) {
    return value << (64 - bits) >> (64 - bits);
  }

  /** The value, if it fits. */
  static long fit(long value, int bits) {
    if (narrow(value, bits) != value) {
      throw EvaluationException.outOfRange(sqlName(bits));
    }
    return value;
  }

  private static Long plus(long a, long b, int bits) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw EvaluationException.outOfRange(sqlName(bits));
    }
    return fit(sum, bits);
  }

  private static Long minus(long a, long b, int bits) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw EvaluationException.outOfRange(sqlName(bits));
    }
    return fit(difference, bits);
  }

  private static Long times(long a, long b, int bits) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if ((high != 0 || low < 0) && (high != -1 || low >= 0)) {
      throw EvaluationException.outOfRange(sqlName(bits));
    }
    return fit(low, bits);
  }

  private static Long divide(long a, long b, int bits) {
    if (b == 0) {
      throw EvaluationException.divisionByZero();
    }
    if (b == -1) {
      return minus(0, a, bits);
    }
    return fit(a / b, bits);
  }

  private static Long modulo(long a, long b) {
    if (b == 0) {
      throw EvaluationException.divisionByZero();
    }
    return b == -1 ? 0 : a % b;
  }

  private static Long gcd(long a, long b, int bits) {
    long smallest = bits == 32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long x = a;
    long y = b;
    if ((x == smallest && (y == 0 || y == smallest)) || (y == smallest && x == 0)) {
      throw EvaluationException.outOfRange(sqlName(bits));
    }
    while (y != 0) {
      long rest = y == -1 ? 0 : x % y;
      x = y;
      y = rest;
    }
    return Math.abs(x);
  }

  private static Long lcm(long a, long b, int bits) {
    if (a == 0 || b == 0) {
      return 0L;
    }
    long product = times(a / gcd(a, b, bits), b, bits);
    return product < 0 ? minus(0, product, bits) : product;
  }
}
