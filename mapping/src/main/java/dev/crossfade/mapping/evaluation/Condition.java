package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/** A WHERE, ON, FILTER or HAVING: only TRUE keeps a row. Used by one thread. */
public final class Condition {

  /** What became of a row. */
  public sealed interface Verdict {}

  /** The condition could be evaluated. */
  public enum Plain implements Verdict {
    KEEP,
    DROP
  }

  /** The condition raised: the row is bad. */
  public record Failed(EvaluationError error) implements Verdict {}

  private final Node node;
  private final Frame frame = new Frame();

  private Condition(Node node) {
    this.node = node;
  }

  /**
   * Compiles a boolean expression.
   *
   * @throws dev.crossfade.mapping.evaluation.function.RefusedException if it is not supported
   */
  public static Condition compile(Expression expression) {
    return new Condition(new ExpressionCompiler().compile(expression));
  }

  /** Judges a row. */
  public Verdict judge(@Nullable RowView[] relations, FanOutTuple tuple) {
    try {
      return Boolean.TRUE.equals(node.value(frame.over(relations, tuple)))
          ? Plain.KEEP
          : Plain.DROP;
    } catch (EvaluationException raised) {
      return new Failed(EvaluationError.of(raised, null));
    }
  }
}
