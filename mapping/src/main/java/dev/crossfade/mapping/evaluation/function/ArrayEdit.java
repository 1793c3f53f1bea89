package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Making new arrays of old ones: append, prepend, concatenate, remove, replace. */
final class ArrayEdit {

  private ArrayEdit() {}

  static void register(Registry registry) {
    registry.lenient(
        "array_append(anycompatiblearray,anycompatible)", a -> append((PgArray) a[0], a[1]));
    registry.lenient(
        "array_prepend(anycompatible,anycompatiblearray)", a -> prepend(a[0], (PgArray) a[1]));
    registry.lenient(
        "array_cat(anycompatiblearray,anycompatiblearray)",
        a -> concat((PgArray) a[0], (PgArray) a[1]));
    registry.site(
        "array_remove(anycompatiblearray,anycompatible)",
        site -> {
          ValueType element = ArrayFunctions.comparableOf(site, 0);
          return new Implementation.Lenient(a -> remove((PgArray) a[0], a[1], element));
        });
    registry.site(
        "array_replace(anycompatiblearray,anycompatible,anycompatible)",
        site -> {
          ValueType element = ArrayFunctions.comparableOf(site, 0);
          return new Implementation.Lenient(a -> replace((PgArray) a[0], a[1], a[2], element));
        });
  }

  private static PgArray append(@Nullable PgArray array, @Nullable Object value) {
    if (array == null || array.count() == 0) {
      return PgArray.of(value);
    }
    requireOneDimension(array);
    @Nullable Object[] all = java.util.Arrays.copyOf(array.elements(), array.count() + 1);
    all[array.count()] = value;
    return PgArray.shaped(new int[] {all.length}, array.lowerBounds(), all);
  }

  private static PgArray prepend(@Nullable Object value, @Nullable PgArray array) {
    if (array == null || array.count() == 0) {
      return PgArray.of(value);
    }
    requireOneDimension(array);
    @Nullable Object[] all = new Object[array.count() + 1];
    all[0] = value;
    System.arraycopy(array.elements(), 0, all, 1, array.count());
    return PgArray.shaped(new int[] {all.length}, array.lowerBounds(), all);
  }

  private static void requireOneDimension(PgArray array) {
    if (array.dimensions() > 1) {
      throw new EvaluationException("22000", "argument must be empty or one-dimensional array");
    }
  }

  private static @Nullable PgArray concat(@Nullable PgArray a, @Nullable PgArray b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    if (a.count() == 0 || b.count() == 0) {
      return a.count() == 0 ? b : a;
    }
    int difference = a.dimensions() - b.dimensions();
    if (Math.abs(difference) > 1) {
      throw incompatible();
    }
    PgArray outer = difference >= 0 ? a : b;
    int[] sizes = outer.sizes();
    int[] lower = outer.lowerBounds();
    if (difference == 0) {
      requireSameInside(a, 1, b, 1);
      sizes[0] = a.size(0) + b.size(0);
      lower[0] = a.lowerBound(0);
    } else {
      requireSameInside(a, difference > 0 ? 1 : 0, b, difference > 0 ? 0 : 1);
      sizes[0]++;
    }
    @Nullable Object[] all = java.util.Arrays.copyOf(a.elements(), a.count() + b.count());
    System.arraycopy(b.elements(), 0, all, a.count(), b.count());
    return PgArray.shaped(sizes, lower, all);
  }

  private static void requireSameInside(PgArray a, int fromA, PgArray b, int fromB) {
    for (int d = 0; d + fromA < a.dimensions(); d++) {
      if (a.size(d + fromA) != b.size(d + fromB)
          || a.lowerBound(d + fromA) != b.lowerBound(d + fromB)) {
        throw incompatible();
      }
    }
  }

  private static EvaluationException incompatible() {
    return new EvaluationException("2202E", "cannot concatenate incompatible arrays");
  }

  private static boolean same(@Nullable Object a, @Nullable Object b, ValueType element) {
    return (a == null || b == null) ? a == b : element.same(a, b);
  }

  private static @Nullable PgArray remove(
      @Nullable PgArray array, @Nullable Object value, ValueType element) {
    if (array == null) {
      return null;
    }
    if (array.dimensions() > 1) {
      throw new EvaluationException(
          "0A000", "removing elements from multidimensional arrays is not supported");
    }
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object each : array.elements()) {
      if (!same(each, value, element)) {
        kept.add(each);
      }
    }
    return kept.size() == array.count()
        ? array
        : PgArray.shaped(new int[] {kept.size()}, array.lowerBounds(), kept.toArray());
  }

  private static @Nullable PgArray replace(
      @Nullable PgArray array,
      @Nullable Object value,
      @Nullable Object replacement,
      ValueType element) {
    if (array == null) {
      return null;
    }
    @Nullable Object[] all = array.elements().clone();
    for (int i = 0; i < all.length; i++) {
      if (same(all[i], value, element)) {
        all[i] = replacement;
      }
    }
    return array.withElements(all);
  }
}
