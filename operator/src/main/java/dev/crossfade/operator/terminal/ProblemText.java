package dev.crossfade.operator.terminal;

import java.util.ArrayList;
import java.util.List;

/** A problem as a compiler tells it: place, code, message, the line with a caret, the mend. */
public final class ProblemText {

  private ProblemText() {}

  /** The lines to show. */
  public static List<String> lines(Screen screen, Problem problem) {
    List<String> lines = new ArrayList<>();
    int column = Math.max(1, problem.column());
    String place =
        problem.line() > 0 ? problem.file() + ":" + problem.line() + ":" + column : problem.file();
    Colour colour = problem.isError() ? Colour.BAD : Colour.CARE;
    lines.add(
        screen.in(Colour.STRONG, place + ":")
            + " "
            + screen.in(colour, problem.severity().word())
            + " "
            + problem.code()
            + ": "
            + problem.message());
    String source = problem.source();
    if (source != null && problem.line() > 0) {
      lines.addAll(source(source, problem.line(), column));
    }
    if (!problem.hint().isBlank()) {
      lines.add("  hint: " + problem.hint());
    }
    return lines;
  }

  private static List<String> source(String source, int line, int column) {
    String number = String.format("%5d", line);
    StringBuilder caret = new StringBuilder(" ".repeat(number.length()) + " | ");
    for (int i = 0; i < column - 1 && i < source.length(); i++) {
      caret.append(source.charAt(i) == '\t' ? '\t' : ' ');
    }
    return List.of(number + " | " + source, caret + "^");
  }
}
