package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.PgArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Array constructors, subscripts, casts of elements, ANY and ALL. */
final class ArrayNodes {

  private ArrayNodes() {}

  static Node construct(List<Node> elements) {
    Node[] nodes = elements.toArray(new Node[0]);
    return frame -> PgArray.of(values(nodes, frame));
  }

  private static @Nullable Object[] values(Node[] nodes, Frame frame) {
    @Nullable Object[] values = new Object[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      values[i] = nodes[i].value(frame);
    }
    return values;
  }

  /** An array of arrays becomes one of one dimension more. */
  static Node nest(List<Node> arrays) {
    Node[] nodes = arrays.toArray(new Node[0]);
    return frame -> nested(values(nodes, frame));
  }

  private static PgArray nested(@Nullable Object[] arrays) {
    PgArray model = null;
    int empty = 0;
    for (Object each : arrays) {
      PgArray array = (PgArray) each;
      if (array == null || array.dimensions() == 0) {
        empty++;
      } else if (model == null) {
        model = array;
      } else if (!model.sameShape(array)) {
        throw mismatch();
      }
    }
    if (model == null) {
      return PgArray.empty();
    }
    if (empty > 0) {
      throw mismatch();
    }
    int dimensions = model.dimensions() + 1;
    if (dimensions > PgArray.DIMENSIONS_MAX) {
      throw new EvaluationException("54000", "number of array dimensions exceeds the maximum");
    }
    int[] sizes = new int[dimensions];
    int[] lower = new int[dimensions];
    sizes[0] = arrays.length;
    lower[0] = 1;
    System.arraycopy(model.sizes(), 0, sizes, 1, dimensions - 1);
    System.arraycopy(model.lowerBounds(), 0, lower, 1, dimensions - 1);
    @Nullable Object[] elements = new Object[arrays.length * model.count()];
    for (int i = 0; i < arrays.length; i++) {
      PgArray array = java.util.Objects.requireNonNull((PgArray) arrays[i]);
      System.arraycopy(array.elements(), 0, elements, i * model.count(), model.count());
    }
    return PgArray.shaped(sizes, lower, elements);
  }

  private static EvaluationException mismatch() {
    return new EvaluationException(
        "2202E", "multidimensional arrays must have array expressions with matching dimensions");
  }

  static Node element(Node array, List<Node> subscripts) {
    Node[] nodes = subscripts.toArray(new Node[0]);
    return frame -> {
      PgArray value = (PgArray) array.value(frame);
      @Nullable Object[] places = values(nodes, frame);
      if (value == null || value.dimensions() != places.length) {
        return null;
      }
      int at = 0;
      for (int d = 0; d < places.length; d++) {
        if (!(places[d] instanceof Long place)
            || place < value.lowerBound(d)
            || place > value.upperBound(d)) {
          return null;
        }
        at = at * value.size(d) + (int) (place - value.lowerBound(d));
      }
      return value.get(at);
    };
  }

  /** A null node is an omitted bound. */
  static Node slice(Node array, List<@Nullable Node> lower, List<@Nullable Node> upper) {
    return frame -> {
      PgArray value = (PgArray) array.value(frame);
      if (value == null) {
        return null;
      }
      int count = upper.size();
      long[] from = new long[PgArray.DIMENSIONS_MAX];
      long[] to = new long[PgArray.DIMENSIONS_MAX];
      for (int d = 0; d < count; d++) {
        Node low = lower.get(d);
        Node high = upper.get(d);
        Object first = low == null ? (Object) Long.MIN_VALUE : low.value(frame);
        Object last = high == null ? (Object) Long.MAX_VALUE : high.value(frame);
        if (first == null || last == null) {
          return null;
        }
        from[d] = (Long) first;
        to[d] = (Long) last;
      }
      return slice(value, count, from, to);
    };
  }

  private static PgArray slice(PgArray array, int count, long[] from, long[] to) {
    int dimensions = array.dimensions();
    if (dimensions < count || dimensions == 0) {
      return PgArray.empty();
    }
    int[] first = new int[dimensions];
    int[] sizes = new int[dimensions];
    int[] ones = new int[dimensions];
    int total = 1;
    for (int d = 0; d < dimensions; d++) {
      long low = d < count ? Math.max(from[d], array.lowerBound(d)) : array.lowerBound(d);
      long high = d < count ? Math.min(to[d], array.upperBound(d)) : array.upperBound(d);
      if (low > high) {
        return PgArray.empty();
      }
      first[d] = (int) (low - array.lowerBound(d));
      sizes[d] = (int) (high - low + 1);
      ones[d] = 1;
      total *= sizes[d];
    }
    @Nullable Object[] elements = new Object[total];
    for (int i = 0; i < total; i++) {
      int rest = i;
      int place = 0;
      int stride = 1;
      for (int d = dimensions - 1; d >= 0; d--) {
        place += (first[d] + rest % sizes[d]) * stride;
        rest /= sizes[d];
        stride *= array.size(d);
      }
      elements[i] = array.get(place);
    }
    return PgArray.shaped(sizes, ones, elements);
  }

  static Node castElements(Node array, Node element) {
    return frame -> {
      PgArray value = (PgArray) array.value(frame);
      if (value == null) {
        return null;
      }
      Object outer = frame.element();
      @Nullable Object[] cast = new Object[value.count()];
      for (int i = 0; i < cast.length; i++) {
        frame.element(value.get(i));
        cast[i] = element.value(frame);
      }
      frame.element(outer);
      return value.withElements(cast);
    };
  }

  /** A test of two values that may answer NULL. */
  interface Test {
    @Nullable Object apply(@Nullable Object left, @Nullable Object right);
  }

  static Node anyAll(boolean any, Node scalar, Node array, Test test) {
    return frame -> {
      Object left = scalar.value(frame);
      PgArray value = (PgArray) array.value(frame);
      if (value == null) {
        return null;
      }
      boolean unknown = false;
      for (Object element : value.elements()) {
        Object answer = test.apply(left, element);
        if (answer == null) {
          unknown = true;
        } else if ((Boolean) answer == any) {
          return any;
        }
      }
      return unknown ? null : (Object) !any;
    };
  }
}
