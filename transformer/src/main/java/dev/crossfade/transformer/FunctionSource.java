package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.schemas.MigrationPlan;

/** Makes the functions of a plan's statements. Safe for several threads. */
@FunctionalInterface
interface FunctionSource {

  /**
   * Functions for the thread that asks, always in the same order; their order is the first part of
   * the order among origins.
   */
  StatementFlows of(MigrationPlan plan);
}
