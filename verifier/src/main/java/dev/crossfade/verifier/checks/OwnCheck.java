package dev.crossfade.verifier.checks;

import dev.crossfade.mapping.text.SourceText;

/**
 * One of the migration's own checks: a SELECT on the new side that returns the rows that should not
 * be.
 *
 * @param name the file's name without {@code .sql}
 * @param title its first comment line
 * @param source the whole file
 * @param end offset in the file at which the SELECT ends, before a closing semicolon
 */
public record OwnCheck(String name, String title, SourceText source, int end) {

  private static final String ALIAS = "offending";

  /**
   * The SELECT inside another: only a query that returns rows can stand there.
   *
   * @param items what to select of it; {@code offending} names a row
   */
  public String query(String items) {
    return prefix(items) + source.between(0, end) + "\n) AS " + ALIAS;
  }

  /** How far the file's first character stands from the beginning of {@link #query}. */
  int offset(String items) {
    return prefix(items).length();
  }

  private static String prefix(String items) {
    return "SELECT " + items + " FROM (\n";
  }
}
