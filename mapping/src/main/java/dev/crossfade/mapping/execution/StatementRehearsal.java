package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.Condition;
import dev.crossfade.mapping.evaluation.EvaluationError;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.SingleObject;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement over a few rows in memory, all at once: what its steps would come to. For comparing
 * it with PostgreSQL before it runs.
 */
public final class StatementRehearsal {

  private final StatementFlows flows;
  private final int statement;
  private final MigrationPlan plan;
  private final Map<List<Integer>, Map<Bytes, List<byte[]>>> meeting = new HashMap<>();
  private final List<byte[]> rows = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  /**
   * @param statement its place in the plan, from 0
   */
  public StatementRehearsal(StatementFlows flows, int statement, MigrationPlan plan) {
    this.flows = flows;
    this.statement = statement;
    this.plan = plan;
  }

  /** New rows, and why others could not be made. */
  public record Outcome(List<byte[]> rows, List<Rejection> rejections) {}

  /** What becomes of whole row records of each old table. */
  public Outcome run(Map<TableId, List<byte[]>> records) {
    for (StatementFunction function : flows.functions()) {
      if (function.target().statement() == statement) {
        RowView row =
            new RowView(RowLayout.ofOld(plan.migration(), plan.oldTable(function.oldTable())));
        for (byte[] record : records.getOrDefault(function.oldTable(), List.of())) {
          function.apply(row.wrap(record), into(function.target()));
        }
      }
    }
    for (StepFunction step : flows.steps()) {
      if (step.common().index() == statement) {
        if (step instanceof JoinFunction join) {
          join(join);
        } else {
          group((GroupFunction) step);
        }
      }
    }
    return new Outcome(List.copyOf(rows), List.copyOf(rejections));
  }

  private RowMapper.Output into(Target target) {
    return new RowMapper.Output() {
      @Override
      public void row(byte[] key, byte[] row, int ordinal) {
        if (target.isNewTable()) {
          rows.add(row);
        } else {
          side(target.step(), target.side())
              .computeIfAbsent(Bytes.wrap(key), k -> new ArrayList<>())
              .add(Arrays.copyOfRange(row, SingleObject.HEADER_LENGTH, row.length));
        }
      }

      @Override
      public void rejected(Rejection rejection) {
        rejections.add(rejection);
      }
    };
  }

  private Map<Bytes, List<byte[]>> side(int step, int side) {
    return meeting.computeIfAbsent(List.of(step, side), s -> new LinkedHashMap<>());
  }

  private void give(StepFunction step, byte[] fields) {
    StepFunction.Common common = step.common();
    common.next().apply(new RowView(common.rows()).wrap(fields, 0), into(common.target()));
  }

  private void join(JoinFunction join) {
    int number = join.common().step();
    Map<Bytes, List<byte[]>> others = side(number, 1);
    byte[] noRight = new byte[join.rightColumns()];
    side(number, 0)
        .forEach(
            (key, lefts) -> lefts.forEach(left -> pairs(join, left, others.get(key), noRight)));
  }

  private void pairs(
      JoinFunction join,
      byte[] left,
      @org.jspecify.annotations.Nullable List<byte[]> rights,
      byte[] noRight) {
    boolean matched = false;
    for (byte[] right : rights == null ? List.<byte[]>of() : rights) {
      byte[] pair = both(left, right);
      Condition.Verdict verdict = join.matches(pair);
      if (verdict instanceof Condition.Failed failed) {
        EvaluationError error = failed.error();
        rejections.add(new Rejection(error.sqlState(), null, error.message()));
        return;
      }
      if (verdict == Condition.Plain.KEEP) {
        matched = true;
        if (join.kind() == JoinKind.INNER || join.kind() == JoinKind.LEFT) {
          give(join, pair);
        }
      }
    }
    if (!matched && join.kind() == JoinKind.LEFT) {
      give(join, both(left, noRight));
    } else if (matched == (join.kind() == JoinKind.SEMI)
        && (join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI)) {
      give(join, left);
    }
  }

  private static byte[] both(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  private void group(GroupFunction group) {
    Map<Bytes, List<byte[]>> groups = new LinkedHashMap<>();
    for (int side = 0; side < group.common().inputs().size(); side++) {
      side(group.common().step(), side)
          .forEach((key, some) -> groups.computeIfAbsent(key, k -> new ArrayList<>()).addAll(some));
    }
    groups.forEach(
        (key, members) -> {
          byte[] totals = null;
          for (byte[] member : members) {
            totals = group.changed(totals, null, member);
          }
          if (totals != null) {
            give(group, key.array(), totals, members);
          }
        });
  }

  private void give(GroupFunction group, byte[] key, byte[] totals, List<byte[]> members) {
    group.begin(totals);
    try {
      if (group.scans()) {
        members.forEach(group::scan);
      }
      give(group, group.fields(key));
    } catch (EvaluationException raised) {
      rejections.add(new Rejection(raised.sqlState(), null, raised.text()));
    }
  }
}
