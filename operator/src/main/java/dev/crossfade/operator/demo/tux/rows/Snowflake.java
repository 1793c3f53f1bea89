package dev.crossfade.operator.demo.tux.rows;

/**
 * Ids as Discord makes them: milliseconds above 22 other bits. All are far beyond 2^53, no two of
 * one kind are the same.
 */
public enum Snowflake {
  GUILD(0),
  USER(1),
  ROLE(2),
  CHANNEL(3),
  MESSAGE(4);

  private static final long FIRST_MILLIS = 31_536_000_000L; // a year after Discord began to count
  private static final long STEP_MILLIS = 1_009;
  private static final int LOW_BITS = 22;
  private static final int KIND_SHIFT = 19;
  private static final long NOISE_MASK = (1L << KIND_SHIFT) - 1;
  private static final long NOISE = 0x9E3779B97F4A7C15L;
  private static final int NOISE_SHIFT = 40;

  private final long kind;

  Snowflake(long kind) {
    this.kind = kind;
  }

  /**
   * The id with a number, the same each time.
   *
   * @param number 0 to 2,000,000,000
   */
  public long id(long number) {
    long millis = FIRST_MILLIS + number * STEP_MILLIS;
    long noise = ((number * NOISE) >>> NOISE_SHIFT) & NOISE_MASK;
    return (millis << LOW_BITS) | (kind << KIND_SHIFT) | noise;
  }
}
