package dev.crossfade.schemas;

/**
 * How a value travels in a topic: native where that is lossless, else PostgreSQL's text.
 *
 * <p>Every field is an Avro union {@code [null, type]}: the byte 0 for NULL, the byte 2 and the
 * value otherwise.
 */
public enum WireType {
  /** {@code boolean}. */
  BOOLEAN,
  /** {@code int2} and {@code int4}: Avro int. */
  INT,
  /** {@code int8}: Avro long. */
  LONG,
  /** {@code float4}. */
  FLOAT,
  /** {@code float8}. */
  DOUBLE,
  /** {@code bytea}. */
  BYTES,
  /** {@code date}: Avro int, days since 1970-01-01; the extreme ints are ±infinity. */
  DATE,
  /**
   * {@code timestamp}: Avro long, microseconds since 1970-01-01; the extreme longs are ±infinity.
   * Years after 294246 wrap around (PostgreSQL counts from 2000, so its last 30 years do not fit);
   * the shift back wraps too, so they arrive as they were.
   */
  TIMESTAMP,
  /** {@code timestamptz}: as {@link #TIMESTAMP}, in UTC. */
  TIMESTAMPTZ,
  /** Everything else: the output of the type's own output function, in UTF-8. */
  TEXT,
  /**
   * A late reference: a nested record of the natural key that the loader looks the id up by. New
   * rows only.
   */
  LATE;

  /** Days from 1970-01-01 to 2000-01-01, PostgreSQL's day 0. */
  public static final int POSTGRES_EPOCH_DAYS = 10_957;

  /** Microseconds from 1970-01-01 to 2000-01-01, PostgreSQL's microsecond 0. */
  public static final long POSTGRES_EPOCH_MICROS = POSTGRES_EPOCH_DAYS * 86_400_000_000L;

  /** How values of a built-in type travel; {@code base} as in {@link ColumnType#base}. */
  public static WireType ofBuiltIn(String base) {
    return switch (base) {
      case "bool" -> BOOLEAN;
      case "int2", "int4" -> INT;
      case "int8" -> LONG;
      case "float4" -> FLOAT;
      case "float8" -> DOUBLE;
      case "bytea" -> BYTES;
      case "date" -> DATE;
      case "timestamp" -> TIMESTAMP;
      case "timestamptz" -> TIMESTAMPTZ;
      default -> TEXT;
    };
  }
}
