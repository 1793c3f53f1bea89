package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.util.List;

/** Arithmetic of float4 and float8, alone and mixed; overflow and underflow raise. */
final class FloatFunctions {

  private FloatFunctions() {}

  static EvaluationException overflow() {
    return new EvaluationException("22003", "value out of range: overflow");
  }

  static EvaluationException underflow() {
    return new EvaluationException("22003", "value out of range: underflow");
  }

  static void register(Registry registry) {
    single(registry);
    for (String types : List.of("8", "48", "84")) {
      String left = types.charAt(0) == '4' ? "float4" : "float8";
      String right = types.endsWith("4") ? "float4" : "float8";
      String arguments = "(" + left + "," + right + ")";
      String name = "float" + types;
      registry.two(name + "pl" + arguments, (Number a, Number b) -> plus(of(a), of(b)));
      registry.two(name + "mi" + arguments, (Number a, Number b) -> plus(of(a), -of(b)));
      registry.two(name + "mul" + arguments, (Number a, Number b) -> times(of(a), of(b)));
      registry.two(name + "div" + arguments, (Number a, Number b) -> divide(of(a), of(b)));
    }
    registry.one("float4um(float4)", (Float a) -> -a);
    registry.one("float8um(float8)", (Double a) -> -a);
    registry.one("float4up(float4)", (Float a) -> a);
    registry.one("float8up(float8)", (Double a) -> a);
    registry.one("float4abs(float4)", (Float a) -> Math.abs(a));
    registry.one("float8abs(float8)", (Double a) -> Math.abs(a));
    registry.alias("abs(float4)", "float4abs(float4)");
    registry.alias("abs(float8)", "float8abs(float8)");
    rounding(registry);
  }

  private static void rounding(Registry registry) {
    registry.one("ceil(float8)", (Double a) -> Math.ceil(a));
    registry.alias("ceiling(float8)", "ceil(float8)");
    registry.one("floor(float8)", (Double a) -> Math.floor(a));
    registry.one("round(float8)", (Double a) -> Math.rint(a));
    registry.one("trunc(float8)", (Double a) -> a >= 0 ? Math.floor(a) : -Math.floor(-a));
    registry.one("sign(float8)", (Double a) -> a > 0 ? 1.0 : a < 0 ? -1.0 : 0.0);
    registry.one("sqrt(float8)", FloatFunctions::sqrt);
    registry.alias("dsqrt(float8)", "sqrt(float8)");
  }

  private static void single(Registry registry) {
    registry.two("float4pl(float4,float4)", (Float a, Float b) -> plus((float) a, (float) b));
    registry.two("float4mi(float4,float4)", (Float a, Float b) -> plus((float) a, -(float) b));
    registry.two("float4mul(float4,float4)", (Float a, Float b) -> times((float) a, (float) b));
    registry.two("float4div(float4,float4)", (Float a, Float b) -> divide((float) a, (float) b));
  }

  private static double of(Number number) {
    return number.doubleValue();
  }

  private static Double plus(double a, double b) {
    double sum = a + b;
    if (Double.isInfinite(sum) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw overflow();
    }
    return sum;
  }

  private static Double times(double a, double b) {
    double product = a * b;
    if (Double.isInfinite(product) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw overflow();
    }
    if (product == 0 && a != 0 && b != 0) {
      throw underflow();
    }
    return product;
  }

  private static Double divide(double a, double b) {
    if (b == 0 && !Double.isNaN(a)) {
      throw EvaluationException.divisionByZero();
    }
    double quotient = a / b;
    if (Double.isInfinite(quotient) && !Double.isInfinite(a)) {
      throw overflow();
    }
    if (quotient == 0 && a != 0 && !Double.isInfinite(b)) {
      throw underflow();
    }
    return quotient;
  }

  private static Float plus(float a, float b) {
    float sum = a + b;
    if (Float.isInfinite(sum) && !Float.isInfinite(a) && !Float.isInfinite(b)) {
      throw overflow();
    }
    return sum;
  }

  private static Float times(float a, float b) {
    float product = a * b;
    if (Float.isInfinite(product) && !Float.isInfinite(a) && !Float.isInfinite(b)) {
      throw overflow();
    }
    if (product == 0 && a != 0 && b != 0) {
      throw underflow();
    }
    return product;
  }

  private static Float divide(float a, float b) {
    if (b == 0 && !Float.isNaN(a)) {
      throw EvaluationException.divisionByZero();
    }
    float quotient = a / b;
    if (Float.isInfinite(quotient) && !Float.isInfinite(a)) {
      throw overflow();
    }
    if (quotient == 0 && a != 0 && !Float.isInfinite(b)) {
      throw underflow();
    }
    return quotient;
  }

  private static Double sqrt(Double value) {
    if (value < 0) {
      throw new EvaluationException("2201F", "cannot take square root of a negative number");
    }
    return Math.sqrt(value);
  }
}
