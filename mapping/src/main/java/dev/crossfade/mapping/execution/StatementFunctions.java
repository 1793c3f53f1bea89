package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.schemas.MigrationPlan;
import java.util.ArrayList;
import java.util.List;

/** Makes the functions of a plan's statements. */
public final class StatementFunctions {

  private StatementFunctions() {}

  /**
   * New functions, for one thread, in the order of the statements.
   *
   * @throws IllegalArgumentException if another version of this program wrote the plan
   */
  public static StatementFlows of(MigrationPlan plan) {
    return of(PlanJson.read(plan.statements()), 0, plan);
  }

  /**
   * The same of statements that have been read.
   *
   * @param first the place of the first of them among the plan's, from 0
   */
  public static StatementFlows of(List<MappedStatement> statements, int first, MigrationPlan plan) {
    List<StatementFunction> functions = new ArrayList<>();
    List<StepFunction> steps = new ArrayList<>();
    int place = first;
    for (int i = 0; i < statements.size(); i++) {
      place = new FlowBuilder(plan, statements.get(i), first + i, place, functions, steps).build();
    }
    return new StatementFlows(functions, steps);
  }
}
