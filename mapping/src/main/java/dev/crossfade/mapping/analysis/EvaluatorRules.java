package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.evaluation.Refusals.Refusal;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import java.util.Optional;

/** Refuses what the evaluator would not do exactly as PostgreSQL. */
final class EvaluatorRules {

  private EvaluatorRules() {}

  static void check(Expression expression, Refusals refusals) throws RefusalException {
    Optional<Refusal> refusal = dev.crossfade.mapping.evaluation.Refusals.of(expression);
    if (refusal.isPresent()) {
      int at = refusal.get().at() >= 0 ? refusal.get().at() : expression.at();
      throw refusals.refuse("CF003", at, refusal.get().message(), null);
    }
  }

  /** Checks the conditions and tuples below a statement's rows. */
  static void check(PlanNode rows, Refusals refusals) throws RefusalException {
    if (rows instanceof PlanNode.Filter filter) {
      check(filter.input(), refusals);
      check(filter.condition(), refusals);
    } else if (rows instanceof PlanNode.Project project) {
      check(project.input(), refusals);
      for (PlanNode.Kept kept : project.columns()) {
        check(kept.value(), refusals);
      }
    } else if (rows instanceof PlanNode.Join join) {
      check(join.left(), refusals);
      check(join.right(), refusals);
      for (PlanNode.JoinKey key : join.keys()) {
        check(key.left(), refusals);
        check(key.right(), refusals);
      }
      Expression residual = join.residual();
      if (residual != null) {
        check(residual, refusals);
      }
    } else if (rows instanceof PlanNode.Aggregate aggregate) {
      for (PlanNode.Branch branch : aggregate.branches()) {
        check(branch.input(), refusals);
        for (Expression key : branch.keys()) {
          check(key, refusals);
        }
      }
    } else if (rows instanceof PlanNode.FanOut fanOut) {
      check(fanOut.input(), refusals);
      Expression condition = fanOut.condition();
      if (condition != null) {
        check(condition, refusals);
      }
      for (Expression value : fanOut.tuples().expressions()) {
        check(value, refusals);
      }
    }
  }
}
