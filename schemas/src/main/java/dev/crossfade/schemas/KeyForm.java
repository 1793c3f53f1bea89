package dev.crossfade.schemas;

/**
 * The canonical form of a type's values in a key: two values have the same bytes exactly if
 * PostgreSQL's {@code =} holds.
 */
public enum KeyForm {
  /**
   * The wire bytes as they are: integers, boolean, uuid, text under a deterministic collation,
   * enum, date, bytea …
   */
  EXACT,
  /** {@code numeric}: plain text without trailing zeros of the fraction. */
  NUMERIC,
  /** {@code char(n)}: text without trailing blanks. */
  BLANK_TRIMMED,
  /** {@code float4, float8}: -0 as 0, one NaN. */
  FLOAT,
  /** {@code interval}: its total microseconds with 30-day months, as PostgreSQL compares. */
  INTERVAL,
  /** {@code timetz}: refused as a key in version 1; kept so that a message can name it. */
  NONE;

  /** The form of a built-in scalar type that has one, under a deterministic collation. */
  public static KeyForm ofScalar(String base) {
    return switch (base) {
      case "numeric" -> NUMERIC;
      case "bpchar" -> BLANK_TRIMMED;
      case "float4", "float8" -> FLOAT;
      case "interval" -> INTERVAL;
      default -> EXACT;
    };
  }

  public boolean canBeKey() {
    return this != NONE;
  }
}
