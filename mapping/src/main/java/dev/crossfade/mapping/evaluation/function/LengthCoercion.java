package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.Implementation.Fn1;
import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Interval;
import dev.crossfade.mapping.evaluation.value.Numeric;
import dev.crossfade.mapping.evaluation.value.PgArray;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Fits a value into varchar(n), char(n), numeric(p,s), timestamp(p) and the like. */
public final class LengthCoercion {

  private static final int INTERVAL_FULL_RANGE = 0x7fff;
  private static final int INTERVAL_FULL_PRECISION = 0xffff;

  private LengthCoercion() {}

  static void register(Registry registry) {
    for (String base : new String[] {"varchar", "bpchar"}) {
      registry.site(base + "(" + base + ",int4,bool)", site -> sized(site, base));
    }
    for (String base : new String[] {"numeric", "time", "timestamp", "timestamptz", "interval"}) {
      registry.site(base + "(" + base + ",int4)", site -> sized(site, base));
    }
  }

  private static Implementation sized(CallSite site, String base) {
    CallSite.Argument modifier = site.arguments().get(1);
    boolean explicit =
        site.arguments().size() > 2 && Boolean.TRUE.equals(site.arguments().get(2).value());
    if (!(modifier.value() instanceof Long typmod)) {
      throw new RefusedException(site.signature() + " needs a constant length");
    }
    Fn1<Object, Object> coercion = of(base, typmod.intValue(), explicit);
    Fn1<Object, Object> any = coercion == null ? value -> value : coercion;
    return site.arguments().size() > 2
        ? new Implementation.Three((value, n, flag) -> any.apply(value))
        : new Implementation.Two((value, n) -> any.apply(value));
  }

  /**
   * The coercion to a modifier; null if there is nothing to do.
   *
   * @param base the type's name; of an array its elements are fitted
   * @param explicit a cast that was written cuts what an assignment refuses
   * @throws RefusedException for an interval with fields
   */
  public static @Nullable Fn1<Object, Object> of(String base, int modifier, boolean explicit) {
    if (modifier < 0) {
      return null;
    }
    if (base.startsWith("_")) {
      Fn1<Object, Object> element = of(base.substring(1), modifier, explicit);
      return element == null ? null : array -> each((PgArray) array, element);
    }
    return switch (base) {
      case "varchar" -> value -> varchar((String) value, modifier - 4, explicit);
      case "bpchar" -> value -> padded((String) value, modifier - 4, explicit);
      case "numeric" -> {
        int precision = ((modifier - 4) >> 16) & 0xffff;
        int scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
        yield value -> numeric((Numeric) value, precision, scale);
      }
      case "time" -> value -> rounded((Long) value, modifier);
      case "timestamp", "timestamptz" ->
          value -> Civil.isInfinite((Long) value) ? value : rounded((Long) value, modifier);
      case "interval" -> interval(modifier);
      default -> null;
    };
  }

  private static PgArray each(PgArray array, Fn1<Object, Object> element) {
    @Nullable Object[] fitted = new Object[array.count()];
    for (int i = 0; i < fitted.length; i++) {
      Object value = array.get(i);
      fitted[i] = value == null ? null : element.apply(value);
    }
    return array.withElements(fitted);
  }

  private static String varchar(String text, int limit, boolean explicit) {
    if (text.length() <= limit || text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return cut(text, limit, explicit, "character varying");
  }

  private static String padded(String text, int size, boolean explicit) {
    int length = text.codePointCount(0, text.length());
    return length <= size
        ? text + " ".repeat(size - length)
        : cut(text, size, explicit, "character");
  }

  /** Cuts blanks beyond the limit, and anything if the cast was written. */
  private static String cut(String text, int limit, boolean explicit, String typeName) {
    int end = text.offsetByCodePoints(0, limit);
    for (int i = end; !explicit && i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        throw new EvaluationException(
            "22001", "value too long for type " + typeName + "(" + limit + ")");
      }
    }
    return text.substring(0, end);
  }

  static Numeric numeric(Numeric value, int precision, int scale) {
    if (!value.isFinite()) {
      if (value.isNan()) {
        return value;
      }
      throw fieldOverflow();
    }
    BigDecimal rounded = value.decimal().setScale(scale, RoundingMode.HALF_UP);
    if (rounded.signum() != 0 && rounded.precision() > precision) {
      throw fieldOverflow();
    }
    return Numeric.of(rounded);
  }

  private static EvaluationException fieldOverflow() {
    return new EvaluationException("22003", "numeric field overflow");
  }

  /** Microseconds rounded to a number of digits of the second, half away from zero. */
  static long rounded(long micros, int digits) {
    if (digits >= 6) {
      return micros;
    }
    long unit = 1;
    for (int i = digits; i < 6; i++) {
      unit *= 10;
    }
    long half = unit / 2;
    return micros >= 0 ? (micros + half) / unit * unit : -((-micros + half) / unit * unit);
  }

  private static @Nullable Fn1<Object, Object> interval(int modifier) {
    int range = (modifier >> 16) & 0x7fff;
    int precision = modifier & 0xffff;
    if (range != INTERVAL_FULL_RANGE) {
      throw new RefusedException("interval with fields (year to month …) is not supported");
    }
    if (precision == INTERVAL_FULL_PRECISION) {
      return null;
    }
    return value -> {
      Interval interval = (Interval) value;
      return interval.isInfinite()
          ? interval
          : new Interval(interval.months(), interval.days(), rounded(interval.micros(), precision));
    };
  }
}
