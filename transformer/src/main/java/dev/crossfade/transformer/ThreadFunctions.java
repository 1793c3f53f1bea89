package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.schemas.MigrationPlan;

/** Makes the functions once for each thread that asks, and lends them to all of its tasks. */
final class ThreadFunctions implements FunctionSource {

  private final ThreadLocal<StatementFlows> ofThread;

  /**
   * @param plan the only one that may be asked for
   */
  ThreadFunctions(FunctionSource functions, MigrationPlan plan) {
    this.ofThread = ThreadLocal.withInitial(() -> functions.of(plan));
  }

  @Override
  public StatementFlows of(MigrationPlan plan) {
    return ofThread.get();
  }
}
