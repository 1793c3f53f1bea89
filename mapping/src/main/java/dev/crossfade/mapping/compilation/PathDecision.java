package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionColumns;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.schemas.OldTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether every key that an old row can ever have follows from its primary key.
 *
 * @param direct if it does
 * @param why in words
 */
public record PathDecision(boolean direct, String why) {

  /**
   * Decides for one statement alone.
   *
   * @param key the values of the new key's columns
   */
  public static PathDecision of(OldTable table, PlanNode rows, List<Sink.Value> key) {
    Optional<PlanNode.FanOut> fanOut = fanOut(rows);
    if (fanOut.isPresent() && fanOut.get().left()) {
      return arranged("a LEFT JOIN LATERAL gives a row with and without tuples another key");
    }
    if (fanOut.isPresent() && fanOut(fanOut.get().input()).isPresent()) {
      return arranged("a row fans out over what another fan-out gives");
    }
    Set<String> held = new HashSet<>();
    boolean toldApart = fanOut.isEmpty();
    for (Sink.Value value : key) {
      if (!(value instanceof Sink.Computed computed)) {
        return arranged("the new key holds a late reference");
      }
      Expression expression = computed.expression();
      Expression.@Nullable Column column = InjectiveCasts.column(expression);
      if (column != null && table.key().contains(column.name())) {
        held.add(column.name());
      } else if (ExpressionColumns.readsRow(expression)) {
        return arranged("the new key holds " + described(expression, table));
      } else if (!isFixed(expression, fanOut)) {
        return arranged("the new key holds an element of a value that can change");
      } else {
        toldApart |= tellsTuplesApart(expression, fanOut);
      }
    }
    List<String> missing = table.key().stream().filter(k -> !held.contains(k)).toList();
    if (!missing.isEmpty()) {
      return arranged(
          "the new key does not hold " + String.join(", ", missing) + " of the old primary key");
    }
    if (!toldApart) {
      return arranged("no column of the new key is a different constant in every tuple");
    }
    return new PathDecision(
        true,
        fanOut.isPresent()
            ? "the new key is the old primary key and a constant of each tuple"
            : "the new key holds the whole old primary key");
  }

  public static PathDecision arranged(String why) {
    return new PathDecision(false, why);
  }

  private static String described(Expression expression, OldTable table) {
    return ExpressionColumns.nodes(expression)
        .filter(Expression.Column.class::isInstance)
        .map(e -> ((Expression.Column) e).name())
        .findFirst()
        .map(
            name ->
                table.key().contains(name)
                    ? "a value computed from " + name + " that others may share"
                    : name + ", which is no part of the old primary key")
        .orElse("a value");
  }

  private static Optional<PlanNode.FanOut> fanOut(PlanNode node) {
    if (node instanceof PlanNode.Filter filter) {
      return fanOut(filter.input());
    }
    return node instanceof PlanNode.FanOut fanOut ? Optional.of(fanOut) : Optional.empty();
  }

  /** Whether a value without old columns is the same for every row: its tuples are constants. */
  private static boolean isFixed(Expression value, Optional<PlanNode.FanOut> fanOut) {
    return ExpressionColumns.nodes(value)
        .filter(Expression.FanOutColumn.class::isInstance)
        .allMatch(
            e ->
                fanOut.isPresent()
                    && constants(fanOut.get(), ((Expression.FanOutColumn) e).index()).isPresent());
  }

  private static boolean tellsTuplesApart(Expression value, Optional<PlanNode.FanOut> fanOut) {
    Expression.@Nullable FanOutColumn column = InjectiveCasts.fanOutColumn(value);
    if (column == null || fanOut.isEmpty()) {
      return false;
    }
    return constants(fanOut.get(), column.index())
        .filter(texts -> new HashSet<>(texts).size() == texts.size())
        .isPresent();
  }

  /** The constants in a column of the tuples; empty if one is none, or NULL. */
  private static Optional<List<String>> constants(PlanNode.FanOut fanOut, int column) {
    if (!(fanOut.tuples() instanceof PlanNode.Values values)) {
      return Optional.empty();
    }
    List<String> texts =
        values.rows().stream()
            .map(row -> row.get(column))
            .flatMap(e -> constant(e).stream())
            .toList();
    return texts.size() == values.rows().size() ? Optional.of(texts) : Optional.empty();
  }

  private static Optional<String> constant(Expression expression) {
    return expression instanceof Expression.Constant constant
        ? Optional.ofNullable(constant.text())
        : Optional.empty();
  }

  /** Whether two statements can never make the same key: a column of it is another constant. */
  public static boolean disjoint(List<Sink.Value> one, List<Sink.Value> other) {
    for (int i = 0; i < one.size(); i++) {
      Optional<String> left = constantOf(one.get(i));
      Optional<String> right = constantOf(other.get(i));
      if (left.isPresent() && right.isPresent() && !left.equals(right)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> constantOf(Sink.Value value) {
    return value instanceof Sink.Computed computed
            && computed.expression().type().keyForm() == dev.crossfade.schemas.KeyForm.EXACT
        ? constant(computed.expression())
        : Optional.empty();
  }
}
