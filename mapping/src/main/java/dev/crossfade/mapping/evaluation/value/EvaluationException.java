package dev.crossfade.mapping.evaluation.value;

/**
 * What PostgreSQL would raise, on its way to becoming a value; carries no stack and no row's
 * values.
 */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;
  private final int at;

  /** Of a value that the evaluator does not read although PostgreSQL may: never a wrong answer. */
  public static final String NOT_SUPPORTED = "0A000";

  public EvaluationException(String sqlState, String message) {
    this(sqlState, message, -1);
  }

  private EvaluationException(String sqlState, String message, int at) {
    super(message, null, false, false);
    this.sqlState = sqlState;
    this.at = at;
  }

  /** The same at a place in mapping.sql; the innermost place that is known stays. */
  public EvaluationException at(int place) {
    return at >= 0 || place < 0 ? this : new EvaluationException(sqlState, text(), place);
  }

  public String sqlState() {
    return sqlState;
  }

  /** A character offset in mapping.sql, -1 if unknown. */
  public int at() {
    return at;
  }

  /** One sentence without values. */
  public String text() {
    return String.valueOf(getMessage());
  }

  public static EvaluationException outOfRange(String typeName) {
    return new EvaluationException("22003", typeName + " out of range");
  }

  public static EvaluationException divisionByZero() {
    return new EvaluationException("22012", "division by zero");
  }

  public static EvaluationException invalidText(String typeName) {
    return new EvaluationException("22P02", "invalid input syntax for type " + typeName);
  }
}
