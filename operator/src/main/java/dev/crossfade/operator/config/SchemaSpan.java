package dev.crossfade.operator.config;

/**
 * Which versions of {@code schema/} a verb makes.
 *
 * @param first everything below it is there already
 * @param last nothing above it is made; {@link #END} for all
 */
public record SchemaSpan(int first, int last) {

  public static final int END = Integer.MAX_VALUE;

  public static final SchemaSpan ALL = new SchemaSpan(0, END);

  /** What comes before it. */
  public SchemaSpan before() {
    return new SchemaSpan(0, first - 1);
  }

  /** It, and what comes before it. */
  public SchemaSpan fromTheBeginning() {
    return new SchemaSpan(0, last);
  }
}
