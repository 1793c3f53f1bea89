package dev.crossfade.operator.verbs;

import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.verifier.checks.CheckResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the migration's own checks said, for people. */
final class CheckLines {

  private CheckLines() {}

  static List<String> of(Screen screen, List<CheckResult> checks) {
    List<String> lines = new ArrayList<>();
    for (CheckResult check : checks) {
      lines.add(line(screen, check));
      for (List<@Nullable String> example : check.examples()) {
        lines.add("    " + row(check.columns(), example));
      }
    }
    return lines;
  }

  private static String line(Screen screen, CheckResult check) {
    String failure = check.failure();
    if (failure != null) {
      return screen.in(Colour.BAD, "FAILED ") + check.name() + ": " + failure;
    }
    if (check.passed()) {
      return screen.in(Colour.GOOD, "ok     ") + check.name();
    }
    return screen.in(Colour.BAD, "ROWS   ")
        + check.name()
        + ": "
        + Amounts.count(check.rows())
        + (check.settled() ? " rows: " : " rows, others at every look: ")
        + check.title();
  }

  private static String row(List<String> columns, List<@Nullable String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String value = values.get(i);
      parts.add(columns.get(i) + " " + (value == null ? "NULL" : value));
    }
    return String.join(", ", parts);
  }
}
