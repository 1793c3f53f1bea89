package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.schemas.MigrationPlan;
import java.util.List;

/** Makes the functions of a plan's statements. */
public final class StatementFunctions {

  private StatementFunctions() {}

  /**
   * New functions, for one thread, in the order of the statements.
   *
   * @throws IllegalArgumentException if another version of this program wrote the plan
   */
  public static List<StatementFunction> of(MigrationPlan plan) {
    return PlanJson.read(plan.statements()).stream().map(statement -> of(statement, plan)).toList();
  }

  private static StatementFunction of(MappedStatement statement, MigrationPlan plan) {
    return CompiledStatement.of(statement, plan.newTable(statement.newTable()), plan.migration());
  }
}
