package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import java.util.Optional;
import java.util.Set;

/** Every aggregate that is kept exactly as PostgreSQL computes it, by its signature. */
public final class AggregateTable {

  private static final Set<String> ORDERED =
      Set.of("array_agg", "string_agg", "jsonb_agg", "json_agg");

  private AggregateTable() {}

  /** Whether the order of its rows shows in the result. */
  public static boolean needsOrder(String signature) {
    return ORDERED.contains(name(signature));
  }

  /** Whether it compares its argument's values. */
  public static boolean compares(String signature) {
    return name(signature).equals("min") || name(signature).equals("max");
  }

  /** Whether the aggregate of values of this type is known. */
  public static boolean supports(String signature, Optional<ValueType> argument) {
    if (running(signature).isPresent()) {
      return true;
    }
    return argument.isPresent() && scanning(signature, argument.get()).isPresent();
  }

  /** The aggregate if it moves by difference. */
  static Optional<Running> running(String signature) {
    return Optional.ofNullable(
        switch (signature) {
          case "count()", "count(\"any\")", "count(any)" -> new RunningCount();
          case "sum(int2)", "sum(int4)" -> new RunningWhole(RunningWhole.Result.BIGINT);
          case "sum(int8)" -> new RunningWhole(RunningWhole.Result.NUMERIC);
          case "avg(int2)", "avg(int4)", "avg(int8)" ->
              new RunningWhole(RunningWhole.Result.AVERAGE);
          case "sum(numeric)" -> new RunningNumeric(false);
          case "avg(numeric)" -> new RunningNumeric(true);
          case "bool_and(bool)", "every(bool)" -> new RunningBool(true);
          case "bool_or(bool)" -> new RunningBool(false);
          default -> null;
        });
  }

  /** The aggregate if it looks at every row of its group. */
  static Optional<Scanning> scanning(String signature, ValueType argument) {
    boolean known = !argument.base().startsWith("\"") || argument.order() != null;
    return Optional.ofNullable(
        switch (name(signature)) {
          case "min" -> argument.order() == null ? null : Scanning.extreme(false, argument);
          case "max" -> argument.order() == null ? null : Scanning.extreme(true, argument);
          case "array_agg" -> known && argument.element() == null ? Scanning.array() : null;
          case "string_agg" -> signature.equals("string_agg(text,text)") ? Scanning.text() : null;
          case "jsonb_agg" -> known ? Scanning.jsonb(argument, ValueTypes.named("jsonb")) : null;
          case "json_agg" -> known ? Scanning.json(argument, ValueTypes.named("json")) : null;
          default -> null;
        });
  }

  private static String name(String signature) {
    return signature.substring(0, signature.indexOf('('));
  }
}
