package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.aggregate.GroupAggregates;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import org.jspecify.annotations.Nullable;

/** The groups of an aggregate, one at a time. */
public final class GroupFunction implements StepFunction {

  private final Common common;
  private final GroupAggregates aggregates;
  private final RowView row;
  private final RowView key;
  private final RowWriter out = new RowWriter(128);

  GroupFunction(Common common, PlanNode.Aggregate aggregate, RowView key) {
    this.common = common;
    this.aggregates =
        GroupAggregates.of(
            aggregate.aggregates(),
            aggregate.input().columns().stream().map(kept -> kept.value().type()).toList());
    this.row = new RowView(common.inputs().get(0).rows());
    this.key = key;
  }

  @Override
  public Common common() {
    return common;
  }

  /** Whether a result needs every row of the group. */
  public boolean scans() {
    return aggregates.scans();
  }

  /** The totals of a group after a row of it has changed; null once it is empty. */
  public byte @Nullable [] changed(
      byte @Nullable [] kept, byte @Nullable [] was, byte @Nullable [] is) {
    aggregates.begin(kept);
    if (was != null) {
      aggregates.change(row.wrap(was, 0), -1);
    }
    if (is != null) {
      aggregates.change(row.wrap(is, 0), 1);
    }
    return aggregates.isEmpty() ? null : aggregates.kept();
  }

  /** Begins with the totals of a group that is not empty. */
  public void begin(byte[] kept) {
    aggregates.begin(kept);
  }

  /** Looks at one row of it; at every row before {@link #fields}, if it {@link #scans}. */
  public void scan(byte[] fields) {
    aggregates.scan(row.wrap(fields, 0));
  }

  /**
   * The fields of the group's row: its key, then its aggregates.
   *
   * @throws EvaluationException as PostgreSQL raises
   */
  public byte[] fields(byte[] keyRecord) {
    key.wrap(keyRecord);
    out.reset().rawBytes(keyRecord, key.start(), key.end() - key.start());
    aggregates.write(out);
    return out.toBytes();
  }
}
