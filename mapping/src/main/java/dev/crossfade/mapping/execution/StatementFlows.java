package dev.crossfade.mapping.execution;

import java.util.List;

/**
 * A plan's statements as functions, for one thread: first what is made of the old tables' rows,
 * then the steps in which rows meet. Both in the order of the statements, and a step after those
 * whose rows it takes.
 */
public record StatementFlows(List<StatementFunction> functions, List<StepFunction> steps) {
  public StatementFlows {
    functions = List.copyOf(functions);
    steps = List.copyOf(steps);
  }
}
