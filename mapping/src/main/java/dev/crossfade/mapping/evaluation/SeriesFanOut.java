package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.plan.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code generate_series(first, last, step)} of whole numbers. */
public final class SeriesFanOut {

  /** More than so many would not fit a change. */
  private static final long NUMBERS_MAX = 1_000_000;

  private SeriesFanOut() {}

  /**
   * The numbers in order; none if one of the three is NULL.
   *
   * @param numbers first, last and step
   * @param ordinality whether a second column counts them from 1
   */
  public static FanOutFunction of(List<Expression> numbers, boolean ordinality) {
    ExpressionCompiler compiler = new ExpressionCompiler();
    List<Node> nodes = numbers.stream().map(compiler::compile).toList();
    return new FanOutFunction(
        (tuples, frame) -> {
          Long first = (Long) nodes.get(0).value(frame);
          Long last = (Long) nodes.get(1).value(frame);
          Long step = (Long) nodes.get(2).value(frame);
          if (first == null || last == null || step == null) {
            return;
          }
          if (step == 0) {
            throw new EvaluationException("22023", "step size cannot equal zero");
          }
          long number = first;
          while (step > 0 ? number <= last : number >= last) {
            if (tuples.size() == NUMBERS_MAX) {
              throw new EvaluationException(
                  "54000", "generate_series gives more than " + NUMBERS_MAX + " rows");
            }
            long place = tuples.size() + 1L;
            tuples.add(
                ordinality
                    ? new @Nullable Object[] {number, place}
                    : new @Nullable Object[] {number});
            long next = number + step;
            if (step > 0 ? next < number : next > number) {
              return; // past the largest there is
            }
            number = next;
          }
        });
  }
}
