package dev.crossfade.mapping.analysis;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which functions the dialect lets through, and why not the others. */
final class FunctionRules {

  private static final Set<String> ASK_THE_CLOCK =
      Set.of("now", "transaction_timestamp", "statement_timestamp", "clock_timestamp", "timeofday");

  private static final Set<String> ORDER_TEXTS =
      Set.of(
          "text_lt(text,text)",
          "text_le(text,text)",
          "text_gt(text,text)",
          "text_ge(text,text)",
          "bpcharlt(bpchar,bpchar)",
          "bpcharle(bpchar,bpchar)",
          "bpchargt(bpchar,bpchar)",
          "bpcharge(bpchar,bpchar)");

  private static final Set<String> OTHER_SCALE_BEFORE_16 =
      Set.of("numeric_power(numeric,numeric)", "power(numeric,numeric)", "pow(numeric,numeric)");

  private static final int VERSION_16 = 160_000;

  private static final String PARAMETER =
      "use a parameter: :name, with its value under parameters in migration.yaml";

  private final Dictionary dictionary;
  private final Refusals refusals;
  private final Predicate<String> supported;

  FunctionRules(Dictionary dictionary, Refusals refusals, Predicate<String> supported) {
    this.dictionary = dictionary;
    this.refusals = refusals;
    this.supported = supported;
  }

  /**
   * A function that may be called.
   *
   * @param collation oid of the input collation, 0 if none
   */
  PgFunction check(long oid, long collation, int at) throws RefusalException, SQLException {
    PgFunction function = dictionary.functions().of(oid);
    if (ASK_THE_CLOCK.contains(function.name()) || isAgeToday(function)) {
      throw refusals.refuseNamed(
          "CF001",
          function.name(),
          at,
          function.name() + "() depends on the time of evaluation",
          PARAMETER);
    }
    if (function.volatility() == 'v') {
      throw refusals.refuseNamed(
          "CF002",
          function.name(),
          at,
          function.name() + "() may give another value each time",
          "the same old row must always become the same new row");
    }
    if (!function.isBuiltIn() && !function.extension().equals("uuid-ossp")) {
      throw refusals.refuseNamed(
          "CF003",
          function.name(),
          at,
          function.signature() + " is a user's function",
          "write out what it does");
    }
    if (!supported.test(function.signature())) {
      throw refusals.refuseNamed(
          "CF003",
          function.name(),
          at,
          function.signature() + " is not in the dialect",
          "the functions that are in it stand in the user guide");
    }
    if (OTHER_SCALE_BEFORE_16.contains(function.signature())
        && dictionary.functions().serverVersion() < VERSION_16) {
      throw refusals.refuseNamed(
          "CF003",
          function.name(),
          at,
          function.name() + " of numeric shows other digits before PostgreSQL 16",
          "multiply, or round what it is made of");
    }
    if (ORDER_TEXTS.contains(function.signature())) {
      checkOrder(collation, at);
    }
    return function;
  }

  /** Texts are ordered by their bytes only. */
  void checkOrder(long collation, int at) throws RefusalException {
    if (!dictionary.collations().isByBytes(collation)) {
      throw refusals.refuse(
          "CF007",
          at,
          "the order of texts under the collation "
              + dictionary.collations().name(collation)
              + " is known to PostgreSQL only",
          "add COLLATE \"C\"");
    }
  }

  private boolean isAgeToday(PgFunction function) {
    return function.isBuiltIn()
        && function.name().equals("age")
        && function.arguments().size() < 2
        && !function.arguments().equals(List.of());
  }
}
