package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.Condition;
import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/** The join of two sides. */
public final class JoinFunction implements StepFunction {

  private final Common common;
  private final PlanNode.Join join;
  private final @Nullable Condition residual;
  private final RowView pair;
  private final @Nullable RowView[] relations;

  /**
   * @param pair the layout of both sides' columns, of a semi-join too: the residual reads them
   */
  JoinFunction(Common common, PlanNode.Join join, RowLayout pair) {
    this.common = common;
    this.join = join;
    var condition = join.residual();
    this.residual = condition == null ? null : Condition.compile(condition);
    this.pair = new RowView(pair);
    this.relations = new RowView[] {this.pair};
  }

  @Override
  public Common common() {
    return common;
  }

  public PlanNode.JoinKind kind() {
    return join.kind();
  }

  public PlanNode.Driver driver() {
    return join.driver();
  }

  /** Whether a key has at most one row on a side, 0 the left and 1 the right. */
  public boolean isUnique(int side) {
    return side == 1 ? join.rightUnique() : join.driver() == PlanNode.Driver.RIGHT;
  }

  /** Whether the key alone decides who matches. */
  public boolean matchesByKey() {
    return residual == null;
  }

  /** How many columns the right side has. */
  public int rightColumns() {
    return join.right().columns().size();
  }

  /**
   * Whether a pair that shares its key matches.
   *
   * @param columns the fields of the left row, then those of the right
   * @return whether it does, or why that cannot be said
   */
  public Condition.Verdict matches(byte[] columns) {
    Condition condition = residual;
    if (condition == null) {
      return Condition.Plain.KEEP;
    }
    pair.wrap(columns, 0);
    return condition.judge(relations, FanOutTuple.NONE);
  }
}
