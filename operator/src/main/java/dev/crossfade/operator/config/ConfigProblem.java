package dev.crossfade.operator.config;

/**
 * One thing that is wrong with a migration folder.
 *
 * @param code a stable word: {@code unknown-key}, {@code unset-variable} …
 * @param file as a person would name it, relative to where the program was started
 * @param line from 1; 0 if the problem is the whole file
 * @param column from 1; 0 if the problem is the whole file
 * @param message what is wrong; no secret stands in it
 * @param hint the mend
 */
public record ConfigProblem(
    Severity severity,
    String code,
    String file,
    int line,
    int column,
    String message,
    String hint) {

  /** Whether anything can run in spite of it. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
