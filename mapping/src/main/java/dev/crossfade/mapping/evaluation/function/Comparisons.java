package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.PlainText;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** The six comparison operators of every type. */
final class Comparisons {

  private static final List<String> SUFFIXES = List.of("eq", "ne", "lt", "le", "gt", "ge");
  private static final List<IntPredicate> TESTS =
      List.of(c -> c == 0, c -> c != 0, c -> c < 0, c -> c <= 0, c -> c > 0, c -> c >= 0);

  private Comparisons() {}

  static void register(Registry registry) {
    integers(registry);
    floats(registry);
    named(registry, "bool", "bool", "bool");
    named(registry, "bytea", "bytea", "bytea");
    named(registry, "bpchar", "bpchar", "bpchar");
    named(registry, "numeric_", "numeric", "numeric");
    named(registry, "uuid_", "uuid", "uuid");
    named(registry, "time_", "time", "time");
    named(registry, "timetz_", "timetz", "timetz");
    named(registry, "network_", "inet", "inet");
    named(registry, "macaddr_", "macaddr", "macaddr");
    named(registry, "interval_", "interval", "interval");
    named(registry, "date_", "date", "date");
    named(registry, "timestamp_", "timestamp", "timestamp");
    named(registry, "timestamptz_", "timestamptz", "timestamptz");
    text(registry);
    anyType(registry, "enum_", "anyenum");
    anyType(registry, "array_", "anyarray");
    DateComparisons.register(registry);
  }

  /** Calls back with each suffix and the test of a comparison's result. */
  interface Each {
    void add(String suffix, IntPredicate test);
  }

  static void forEach(Each each) {
    for (int i = 0; i < SUFFIXES.size(); i++) {
      each.add(SUFFIXES.get(i), TESTS.get(i));
    }
  }

  private static void integers(Registry registry) {
    for (String left : List.of("2", "4", "8")) {
      for (String right : List.of("2", "4", "8")) {
        String name = "int" + (left.equals(right) ? left : left + right);
        String types = "(int" + left + ",int" + right + ")";
        registry.two(name + "eq" + types, (Long a, Long b) -> a.longValue() == b);
        registry.two(name + "ne" + types, (Long a, Long b) -> a.longValue() != b);
        registry.two(name + "lt" + types, (Long a, Long b) -> a < b);
        registry.two(name + "le" + types, (Long a, Long b) -> a <= b);
        registry.two(name + "gt" + types, (Long a, Long b) -> a > b);
        registry.two(name + "ge" + types, (Long a, Long b) -> a >= b);
      }
    }
  }

  private static void floats(Registry registry) {
    for (String left : List.of("4", "8")) {
      for (String right : List.of("4", "8")) {
        String name = "float" + (left.equals(right) ? left : left + right);
        String types = "(float" + left + ",float" + right + ")";
        forEach(
            (suffix, test) ->
                registry.two(
                    name + suffix + types,
                    (Number a, Number b) ->
                        test.test(ValueTypes.compare(a.doubleValue(), b.doubleValue()))));
      }
    }
  }

  private static void named(Registry registry, String prefix, String left, String right) {
    Comparator<Object> order = orderOf(ValueTypes.named(left), left);
    String types = "(" + left + "," + right + ")";
    forEach(
        (suffix, test) ->
            registry.two(
                prefix + suffix + types, (Object a, Object b) -> test.test(order.compare(a, b))));
  }

  private static void text(Registry registry) {
    registry.two("texteq(text,text)", (String a, String b) -> a.equals(b));
    registry.two("textne(text,text)", (String a, String b) -> !a.equals(b));
    forEach(
        (suffix, test) -> {
          if (!suffix.equals("eq") && !suffix.equals("ne")) {
            registry.two(
                "text_" + suffix + "(text,text)",
                (String a, String b) -> test.test(PlainText.compare(a, b)));
            registry.two(
                "text_pattern_" + suffix + "(text,text)",
                (String a, String b) -> test.test(PlainText.compare(a, b)));
          }
        });
  }

  /** Comparisons whose order comes from the types of the arguments. */
  private static void anyType(Registry registry, String prefix, String declared) {
    String types = "(" + declared + "," + declared + ")";
    registry.site(
        prefix + "eq" + types,
        site -> {
          ValueType type = comparable(site);
          return Registry.of2((Object a, Object b) -> type.same(a, b));
        });
    registry.site(
        prefix + "ne" + types,
        site -> {
          ValueType type = comparable(site);
          return Registry.of2((Object a, Object b) -> !type.same(a, b));
        });
    forEach(
        (suffix, test) -> {
          if (!suffix.equals("eq") && !suffix.equals("ne")) {
            registry.site(
                prefix + suffix + types,
                site -> {
                  Comparator<Object> order = orderOf(site.type(0), site.signature());
                  return Registry.of2((Object a, Object b) -> test.test(order.compare(a, b)));
                });
          }
        });
  }

  private static ValueType comparable(CallSite site) {
    if (!site.type(0).comparable()) {
      throw new RefusedException(
          site.signature() + " does not compare values of type " + site.type(0).base());
    }
    return site.type(0);
  }

  static Comparator<Object> orderOf(ValueType type, String what) {
    Comparator<Object> order = type.order();
    if (order == null) {
      throw new RefusedException(what + " has no known order for type " + type.base());
    }
    return order;
  }
}
