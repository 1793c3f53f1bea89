package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading arrays: bounds, search, containment, conversion to and from text. */
final class ArrayFunctions {

  private ArrayFunctions() {}

  static void register(Registry registry) {
    registry.one(
        "array_ndims(anyarray)", (PgArray a) -> a.count() == 0 ? null : (long) a.dimensions());
    registry.one("cardinality(anyarray)", (PgArray a) -> (long) a.count());
    registry.two(
        "array_length(anyarray,int4)",
        (PgArray a, Long d) -> has(a, d) ? (long) a.size(d.intValue() - 1) : null);
    registry.two(
        "array_lower(anyarray,int4)",
        (PgArray a, Long d) -> has(a, d) ? (long) a.lowerBound(d.intValue() - 1) : null);
    registry.two(
        "array_upper(anyarray,int4)",
        (PgArray a, Long d) -> has(a, d) ? (long) a.upperBound(d.intValue() - 1) : null);
    containment(registry);
    search(registry);
    registry.site(
        "array_to_string(anyarray,text)",
        site -> {
          ValueType element = elementOf(site, 0);
          return Registry.of2((PgArray a, String b) -> join(a, element, b, null));
        });
    registry.site(
        "array_to_string(anyarray,text,text)",
        site -> {
          ValueType element = elementOf(site, 0);
          return new Implementation.Lenient(
              a ->
                  a[0] == null || a[1] == null
                      ? null
                      : join((PgArray) a[0], element, (String) a[1], (String) a[2]));
        });
    registry.lenient("string_to_array(text,text)", a -> split(a[0], a[1], null));
    registry.lenient("string_to_array(text,text,text)", a -> split(a[0], a[1], a[2]));
    ArrayEdit.register(registry);
  }

  private static boolean has(PgArray array, Long dimension) {
    return dimension > 0 && dimension <= array.dimensions();
  }

  /** The element type of an argument. */
  static ValueType elementOf(CallSite site, int argument) {
    ValueType element = site.type(argument).element();
    if (element == null) {
      throw new RefusedException(
          site.signature() + " does not look into " + site.type(argument).base());
    }
    return element;
  }

  /** The element type, whose values can be compared. */
  static ValueType comparableOf(CallSite site, int argument) {
    ValueType element = elementOf(site, argument);
    if (!element.comparable()) {
      throw new RefusedException(
          site.signature() + " does not compare values of type " + element.base());
    }
    return element;
  }

  private static void containment(Registry registry) {
    registry.site(
        "arraycontains(anyarray,anyarray)",
        site -> {
          ValueType element = comparableOf(site, 0);
          return Registry.of2((PgArray a, PgArray b) -> containsAll(a, b, element));
        });
    registry.site(
        "arraycontained(anyarray,anyarray)",
        site -> {
          ValueType element = comparableOf(site, 0);
          return Registry.of2((PgArray a, PgArray b) -> containsAll(b, a, element));
        });
    registry.site(
        "arrayoverlap(anyarray,anyarray)",
        site -> {
          ValueType element = comparableOf(site, 0);
          return Registry.of2((PgArray a, PgArray b) -> overlaps(a, b, element));
        });
  }

  private static boolean contains(PgArray array, @Nullable Object value, ValueType element) {
    if (value == null) {
      return false;
    }
    for (Object each : array.elements()) {
      if (each != null && element.same(each, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsAll(PgArray whole, PgArray part, ValueType element) {
    for (Object each : part.elements()) {
      if (!contains(whole, each, element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean overlaps(PgArray a, PgArray b, ValueType element) {
    for (Object each : b.elements()) {
      if (contains(a, each, element)) {
        return true;
      }
    }
    return false;
  }

  private static void search(Registry registry) {
    registry.site(
        "array_position(anycompatiblearray,anycompatible)",
        site -> {
          ValueType element = comparableOf(site, 0);
          return new Implementation.Lenient(a -> first(places(a[0], a[1], element, null)));
        });
    registry.site(
        "array_position(anycompatiblearray,anycompatible,int4)",
        site -> {
          ValueType element = comparableOf(site, 0);
          return new Implementation.Lenient(
              a -> {
                List<Long> all = places(a[0], a[1], element, null);
                boolean searched =
                    a[0] instanceof PgArray array
                        && array.count() > 0
                        && (a[1] != null || array.hasNulls());
                if (searched && a[2] == null) {
                  throw new EvaluationException("22004", "initial position must not be null");
                }
                return searched ? first(places(a[0], a[1], element, (Long) a[2])) : first(all);
              });
        });
    registry.site(
        "array_positions(anycompatiblearray,anycompatible)",
        site -> {
          ValueType element = comparableOf(site, 0);
          return new Implementation.Lenient(
              a -> a[0] == null ? null : PgArray.of(places(a[0], a[1], element, null)));
        });
  }

  private static @Nullable Object first(List<Long> places) {
    return places.isEmpty() ? null : places.get(0);
  }

  private static List<Long> places(
      @Nullable Object array, @Nullable Object value, ValueType element, @Nullable Long from) {
    List<Long> places = new ArrayList<>();
    if (!(array instanceof PgArray all)) {
      return places;
    }
    if (all.dimensions() > 1) {
      throw new EvaluationException(
          "0A000", "searching for elements in multidimensional arrays is not supported");
    }
    for (int i = 0; i < all.count(); i++) {
      Object each = all.get(i);
      long place = (long) all.lowerBound(0) + i;
      boolean same = (each == null || value == null) ? each == value : element.same(each, value);
      if (same && (from == null || place >= from)) {
        places.add(place);
      }
    }
    return places;
  }

  private static String join(
      PgArray array, ValueType element, String separator, @Nullable String forNull) {
    StringBuilder out = new StringBuilder();
    boolean any = false;
    for (Object each : array.elements()) {
      if (each == null && forNull == null) {
        continue;
      }
      if (any) {
        out.append(separator);
      }
      any = true;
      out.append(each == null ? forNull : element.print(each));
    }
    return out.toString();
  }

  private static @Nullable Object split(
      @Nullable Object input, @Nullable Object separator, @Nullable Object forNull) {
    return input == null
        ? null
        : PgArray.of(parts((String) input, (String) separator, (String) forNull));
  }

  /** A null separator splits into characters; an empty one does not split. */
  static List<@Nullable Object> parts(
      String text, @Nullable String separator, @Nullable String forNull) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    if (separator == null) {
      text.codePoints().forEach(c -> add(parts, Character.toString(c), forNull));
    } else if (separator.isEmpty()) {
      add(parts, text, forNull);
    } else {
      int from = 0;
      for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
        add(parts, text.substring(from, at), forNull);
        from = at + separator.length();
      }
      add(parts, text.substring(from), forNull);
    }
    return parts;
  }

  private static void add(List<@Nullable Object> parts, String part, @Nullable String forNull) {
    parts.add(part.equals(forNull) ? null : part);
  }
}
