package dev.crossfade.operator.config;

import dev.crossfade.operator.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, so that all of it is told at once. */
final class Problems {

  private final String file;
  private final List<ConfigProblem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void error(String code, Location at, String message, String hint) {
    found.add(new ConfigProblem(Severity.ERROR, code, file, at.line(), at.column(), message, hint));
  }

  void warning(String code, Location at, String message, String hint) {
    found.add(
        new ConfigProblem(Severity.WARNING, code, file, at.line(), at.column(), message, hint));
  }

  /** A problem of the folder, not of a place in the file. */
  void folder(String code, String path, String message, String hint) {
    found.add(new ConfigProblem(Severity.ERROR, code, path, 0, 0, message, hint));
  }

  boolean hasErrors() {
    return found.stream().anyMatch(ConfigProblem::isError);
  }

  /** In the file's order. */
  List<ConfigProblem> inOrder() {
    return found.stream()
        .sorted(Comparator.comparing(ConfigProblem::line).thenComparingInt(ConfigProblem::column))
        .toList();
  }
}
