package dev.crossfade.operator.terminal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, from whatever source, in the one format that {@code check} shows.
 *
 * @param file as a person would name it
 * @param line from 1; 0 if the problem is the whole file
 * @param column from 1, in characters; 0 if the problem is the whole file
 * @param code a stable word, one of our numbers, or an SQLSTATE
 * @param hint the mend, empty if there is nothing to say
 * @param source the line's text; null where it could hold a secret
 */
public record Problem(
    Severity severity,
    String code,
    String file,
    int line,
    int column,
    String message,
    String hint,
    @Nullable String source) {

  /** Whether anything can run in spite of it. */
  public enum Severity {
    ERROR,
    WARNING;

    /** For JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
