package dev.crossfade.operator.planning;

import dev.crossfade.operator.terminal.Problem;

/** A problem of a file of SQL, as {@code check} shows it. */
public final class ShownProblem {

  private ShownProblem() {}

  public static Problem of(dev.crossfade.mapping.problems.Problem problem) {
    String hint = problem.hint();
    return new Problem(
        problem.isError() ? Problem.Severity.ERROR : Problem.Severity.WARNING,
        problem.code(),
        problem.place().file(),
        problem.place().line(),
        problem.place().column(),
        problem.message(),
        hint == null ? "" : hint,
        problem.place().sourceLine());
  }
}
