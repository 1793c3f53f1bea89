package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says in words how rows are chosen, made several, and where they meet: what is kept there and why.
 */
final class MeetingText {

  private final List<Line> lines = new ArrayList<>();

  private MeetingText() {}

  /** One line of an explanation. */
  record Line(String what, String text) {}

  static List<Line> lines(PlanNode rows) {
    MeetingText text = new MeetingText();
    text.add(rows);
    return text.lines;
  }

  private void add(PlanNode node) {
    node.inputs().forEach(this::add);
    if (node instanceof PlanNode.Filter filter) {
      line("where", ExpressionText.of(filter.condition()));
    } else if (node instanceof PlanNode.FanOut fanOut) {
      fanOut(fanOut);
    } else if (node instanceof PlanNode.Join join) {
      join(join);
    } else if (node instanceof PlanNode.Aggregate aggregate) {
      aggregate(aggregate);
    }
  }

  private void fanOut(PlanNode.FanOut fanOut) {
    String columns =
        fanOut.columns().stream()
            .map(PlanNode.TupleColumn::name)
            .collect(Collectors.joining(", ", " (", ")"));
    String made =
        fanOut.tuples().expressions().stream()
            .map(ExpressionText::of)
            .collect(Collectors.joining(", "));
    String what =
        fanOut.tuples() instanceof PlanNode.Values values
            ? values.rows().size() + " tuples"
            : fanOut.tuples() instanceof PlanNode.Series
                ? "the numbers of generate_series(" + made + ")"
                : "the elements of " + made;
    String none = fanOut.left() ? "; once with NULLs if there is none" : "";
    line("fan out", "each row over " + what + columns + none);
  }

  private void join(PlanNode.Join join) {
    String keys =
        join.keys().stream()
            .map(key -> ExpressionText.of(key.left()) + " = " + ExpressionText.of(key.right()))
            .collect(Collectors.joining(" and "));
    String left = name(join.left());
    String right = name(join.right());
    line(
        "join",
        switch (join.kind()) {
          case INNER -> left + " and " + right + " meet at " + keys;
          case LEFT -> left + ", and " + right + " if there is one, meet at " + keys;
          case SEMI -> left + " for which there is a row of " + right + ": " + keys;
          case ANTI -> left + " for which there is no row of " + right + ": " + keys;
        });
    var residual = join.residual();
    if (residual != null) {
      line("", "and " + ExpressionText.of(residual));
    }
    line(
        "keeps",
        columns(join.left(), left)
            + "; "
            + columns(join.right(), right)
            + ": a change of either is joined with what is kept of the other");
  }

  private void aggregate(PlanNode.Aggregate aggregate) {
    String keys =
        aggregate.keys().stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    String calls =
        aggregate.aggregates().stream()
            .map(call -> name(call.function()))
            .collect(Collectors.joining(", "));
    String from =
        aggregate.branches().stream()
            .map(branch -> name(branch.input()))
            .collect(Collectors.joining(" and then "));
    line("group", from + " by " + keys + (calls.isEmpty() ? "" : ": " + calls));
    String scanned =
        aggregate.aggregates().stream()
            .filter(MeetingText::scans)
            .map(call -> name(call.function()))
            .distinct()
            .collect(Collectors.joining(", "));
    line(
        "keeps",
        aggregate.branches().stream()
                .map(branch -> columns(branch.input(), name(branch.input())))
                .collect(Collectors.joining("; "))
            + ", to know what a change takes away, and the totals of each group"
            + (scanned.isEmpty()
                ? ", which move by difference"
                : "; " + scanned + " looks at every row of a group that has changed"));
  }

  private static boolean scans(PlanNode.AggregateCall call) {
    return call.distinct()
        || call.function().matches("(min|max|array_agg|string_agg|jsonb_agg)\\(.*");
  }

  private static String name(String function) {
    return function.substring(0, function.indexOf('('));
  }

  /** The tables below. */
  private static String name(PlanNode side) {
    return side.tables()
        .map(table -> table.name())
        .distinct()
        .collect(Collectors.joining(" with "));
  }

  private static String columns(PlanNode.Project side, String name) {
    return side.columns().isEmpty()
        ? "the keys of " + name
        : side.columns().stream()
            .map(PlanNode.Kept::name)
            .collect(Collectors.joining(", ", "", " of each row of " + name));
  }

  private void line(String what, String text) {
    lines.add(new Line(what, text));
  }
}
