package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * Why a row could not be evaluated: what PostgreSQL would have raised.
 *
 * @param sqlState PostgreSQL's code, {@code 0A000} for a value that is not read here
 * @param message one sentence without values
 * @param at a character offset in mapping.sql, -1 if unknown
 * @param column the new column, null if the error is not one column's
 */
public record EvaluationError(String sqlState, String message, int at, @Nullable String column) {

  static EvaluationError of(EvaluationException raised, @Nullable String column) {
    return new EvaluationError(raised.sqlState(), raised.text(), raised.at(), column);
  }
}
