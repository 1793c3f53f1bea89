package dev.crossfade.mapping.evaluation.function;

/** An expression that the evaluator does not do exactly as PostgreSQL: fix the mapping. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int at;

  public RefusedException(String message) {
    this(message, -1);
  }

  public RefusedException(String message, int at) {
    super(message, null, false, false);
    this.at = at;
  }

  /** The same at a place in mapping.sql; a place that is known stays. */
  public RefusedException at(int place) {
    return at >= 0 || place < 0 ? this : new RefusedException(String.valueOf(getMessage()), place);
  }

  /** A character offset in mapping.sql, -1 if unknown. */
  public int at() {
    return at;
  }
}
