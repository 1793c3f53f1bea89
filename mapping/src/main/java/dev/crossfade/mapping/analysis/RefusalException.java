package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problem;

/** A part of the mapping that cannot be compiled; caught where the next part can go on. */
final class RefusalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusalException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
