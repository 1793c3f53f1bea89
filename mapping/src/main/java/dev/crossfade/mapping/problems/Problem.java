package dev.crossfade.mapping.problems;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or may go wrong, with its place and the mend.
 *
 * @param code PostgreSQL's SQLSTATE, or {@code CFnnn} for what only we refuse
 * @param place where it stands
 * @param message what is wrong, without row values
 * @param hint the mend, if there is one to name
 */
@JsonPropertyOrder({"severity", "code", "file", "line", "column", "message", "hint"})
public record Problem(
    Severity severity,
    String code,
    @JsonIgnore Place place,
    String message,
    @Nullable String hint) {

  /** How bad it is. */
  public enum Severity {
    /** The migration cannot run. */
    ERROR,
    /** It can run, and some rows may become dead letters. */
    WARNING
  }

  public static Problem error(String code, Place place, String message, @Nullable String hint) {
    return new Problem(Severity.ERROR, code, place, message, hint);
  }

  public static Problem warning(String code, Place place, String message, @Nullable String hint) {
    return new Problem(Severity.WARNING, code, place, message, hint);
  }

  @JsonIgnore
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  public String getFile() {
    return place.file();
  }

  public int getLine() {
    return place.line();
  }

  public int getColumn() {
    return place.column();
  }

  /** As people read it: place, code and message; the line with a caret below it; the hint. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(place).append(": ").append(severity.name().toLowerCase(java.util.Locale.ROOT));
    text.append(' ').append(code).append(": ").append(message);
    String line = place.sourceLine();
    if (line != null) {
      String number = String.format("%5d", place.line());
      text.append('\n').append(number).append(" | ").append(line);
      text.append('\n').append(" ".repeat(number.length())).append(" | ");
      text.append(" ".repeat(Math.max(0, place.column() - 1))).append('^');
    }
    if (hint != null) {
      text.append("\n  hint: ").append(hint);
    }
    return text.toString();
  }
}
