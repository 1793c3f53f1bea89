package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/**
 * One expression's value as its type's output function prints it, for comparison with PostgreSQL.
 */
public final class TextFunction {

  /**
   * A value or an error.
   *
   * @param text null for SQL NULL or if there is an error
   */
  public record Result(@Nullable String text, @Nullable EvaluationError error) {}

  private final Node node;
  private final ValueType type;
  private final Frame frame = new Frame();

  private TextFunction(Node node, ValueType type) {
    this.node = node;
    this.type = type;
  }

  /**
   * Compiles an expression of any type.
   *
   * @throws dev.crossfade.mapping.evaluation.function.RefusedException if it is not supported
   */
  public static TextFunction compile(Expression expression) {
    return new TextFunction(
        new ExpressionCompiler().compile(expression), ExpressionCompiler.typeOf(expression));
  }

  /** Evaluates it over old rows. */
  public Result evaluate(@Nullable RowView[] relations, FanOutTuple tuple) {
    try {
      Object value = node.value(frame.over(relations, tuple));
      return new Result(value == null ? null : type.print(value), null);
    } catch (EvaluationException raised) {
      return new Result(null, EvaluationError.of(raised, null));
    }
  }
}
