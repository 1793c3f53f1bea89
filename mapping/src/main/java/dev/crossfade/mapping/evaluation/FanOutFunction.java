package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.RowView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the tuples of a fan-out for one row. Total, like {@link RowFunction}. */
public final class FanOutFunction {

  /** The rows that a fan-out makes, or the error of one of them. */
  public record Tuples(List<FanOutTuple> tuples, @Nullable EvaluationError error) {}

  /** Appends the tuples of one row. */
  interface Source {
    void addTo(List<@Nullable Object[]> tuples, Frame frame);
  }

  private final Source source;
  private final Frame frame = new Frame();

  FanOutFunction(Source source) {
    this.source = source;
  }

  /**
   * {@code LATERAL (VALUES (…), (…))}: each inner list is one tuple.
   *
   * @throws dev.crossfade.mapping.evaluation.function.RefusedException if one is not supported
   */
  public static FanOutFunction values(List<List<Expression>> tuples) {
    ExpressionCompiler compiler = new ExpressionCompiler();
    List<List<Node>> nodes =
        tuples.stream().map(tuple -> tuple.stream().map(compiler::compile).toList()).toList();
    return new FanOutFunction(
        (made, frame) -> {
          for (List<Node> tuple : nodes) {
            @Nullable Object[] values = new Object[tuple.size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = tuple.get(i).value(frame);
            }
            made.add(values);
          }
        });
  }

  /**
   * The tuples in order.
   *
   * @param outer the tuple of an earlier fan-out of the same statement; its columns come first
   */
  public Tuples evaluate(@Nullable RowView[] relations, FanOutTuple outer) {
    List<@Nullable Object[]> made = new ArrayList<>();
    try {
      source.addTo(made, frame.over(relations, outer));
    } catch (EvaluationException raised) {
      return new Tuples(List.of(), EvaluationError.of(raised, null));
    }
    List<FanOutTuple> tuples = new ArrayList<>(made.size());
    for (@Nullable Object[] values : made) {
      tuples.add(outer.with(values));
    }
    return new Tuples(tuples, null);
  }
}
