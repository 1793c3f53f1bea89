package dev.crossfade.mapping.evaluation.function;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Every function and operator that is evaluated exactly as PostgreSQL does, by its signature in
 * {@code pg_catalog}: {@code lower(text)}, {@code int4pl(int4,int4)}.
 */
public final class FunctionTable {

  private static final Map<String, Function<CallSite, Implementation>> ALL = all();

  private FunctionTable() {}

  private static Map<String, Function<CallSite, Implementation>> all() {
    Registry registry = new Registry();
    Comparisons.register(registry);
    IntegerFunctions.register(registry);
    TextFunctions.register(registry);
    CastFunctions.register(registry);
    FloatFunctions.register(registry);
    BinaryFunctions.register(registry);
    LengthCoercion.register(registry);
    NumericFunctions.register(registry);
    DateFunctions.register(registry);
    IntervalFunctions.register(registry);
    JsonFunctions.register(registry);
    JsonbFunctions.register(registry);
    JsonBuild.register(registry);
    JsonbEdit.register(registry);
    ArrayFunctions.register(registry);
    ExtractFunctions.register(registry);
    TruncateFunctions.register(registry);
    ZoneFunctions.register(registry);
    RegexFunctions.register(registry);
    UuidFunctions.register(registry);
    DateFormatFunctions.register(registry);
    NumberFormatFunctions.register(registry);
    PowerFunctions.register(registry);
    NetworkFunctions.register(registry);
    return registry.factories();
  }

  /** Whether a call of this signature can be compiled; its constants may still be refused. */
  public static boolean supports(String signature) {
    return ALL.containsKey(normal(signature));
  }

  /** All signatures, sorted. */
  public static Set<String> signatures() {
    return new TreeSet<>(ALL.keySet());
  }

  /**
   * The implementation for one call.
   *
   * @throws RefusedException if the function is not in the table or refuses its arguments
   */
  public static Implementation implementation(CallSite site) {
    Function<CallSite, Implementation> factory = ALL.get(normal(site.signature()));
    if (factory == null) {
      throw new RefusedException(site.signature() + " is not among the functions Crossfade knows");
    }
    return factory.apply(site);
  }

  /**
   * {@code concat("any")} and {@code pg_catalog.lower(text)} mean what they mean without; the
   * extension uuid-ossp may be installed in any schema.
   */
  private static String normal(String signature) {
    String plain = signature.replace("\"any\"", "any");
    int name = plain.lastIndexOf('.', plain.indexOf('('));
    return plain.startsWith("pg_catalog.") || plain.startsWith("uuid_", name + 1)
        ? plain.substring(name + 1)
        : plain;
  }
}
