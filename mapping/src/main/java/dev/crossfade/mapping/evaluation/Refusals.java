package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.function.RefusedException;
import dev.crossfade.mapping.plan.Expression;
import java.util.Optional;

/** Tells before anything runs what the evaluator would not do exactly as PostgreSQL. */
public final class Refusals {

  /**
   * One reason.
   *
   * @param message names the function or type
   * @param at a character offset in mapping.sql, -1 if unknown
   */
  public record Refusal(String message, int at) {}

  private Refusals() {}

  /** The first thing in an expression that cannot be compiled; empty if it can be. */
  public static Optional<Refusal> of(Expression expression) {
    try {
      new ExpressionCompiler().compile(expression);
      return Optional.empty();
    } catch (RefusedException refused) {
      return Optional.of(new Refusal(String.valueOf(refused.getMessage()), refused.at()));
    }
  }
}
