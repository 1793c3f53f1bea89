package dev.crossfade.operator.planning;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.Stage;
import dev.crossfade.operator.terminal.Problem;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Puts the old tables into the order in which the snapshot reads them: by the stages that need them
 * first, and within a stage small ones before large ones. What many rows point to is mostly small:
 * when it is there first, rows that meet it do so at once. What a stage waits for is nothing: any
 * order gives the same rows.
 */
public final class StageOrder {

  private final List<Stage> stages;
  private final String file;

  public StageOrder(MigrationConfig config) {
    this.stages = config.order().stages();
    this.file = ShownPath.of(config.file());
  }

  /** What is wrong with the stages, given the new tables that the mapping writes. */
  public List<Problem> problems(List<TableId> written) {
    List<Problem> problems = new ArrayList<>();
    if (stages.isEmpty()) {
      return problems;
    }
    SortedSet<String> left = new TreeSet<>();
    written.forEach(table -> left.add(table.name()));
    String all = String.join(", ", left);
    for (Stage stage : stages) {
      for (Stage.Entry entry : stage.tables()) {
        if (!left.remove(entry.table())) {
          problems.add(
              problem(
                  "unknown-table",
                  entry.line(),
                  entry.column(),
                  "stage " + stage.name() + ": the mapping writes no table " + entry.table(),
                  "it writes " + all));
        }
      }
    }
    if (!left.isEmpty()) {
      problems.add(
          problem(
              "no-stage",
              0,
              0,
              "in no stage: " + String.join(", ", left),
              "name every table that the mapping writes in one of the stages, or leave stages out"));
    }
    return problems;
  }

  private Problem problem(String code, int line, int column, String message, String hint) {
    return new Problem(Problem.Severity.ERROR, code, file, line, column, message, hint, null);
  }

  /**
   * The same plan, its old tables in the order in which they are to be read.
   *
   * @param bytes how large each is
   */
  public MigrationPlan ordered(MigrationPlan plan, Map<TableId, Long> bytes) {
    Map<TableId, Integer> first = new HashMap<>();
    for (MappedStatement statement : PlanJson.read(plan.statements())) {
      int stage = stageOf(statement.newTable());
      statement.oldTables().forEach(old -> first.merge(old, stage, Math::min));
    }
    return new MigrationPlan(
        plan.migration(),
        plan.generation(),
        plan.hash(),
        plan.partitions(),
        inOrder(plan.oldTables(), first, bytes),
        plan.newTables(),
        plan.statements(),
        plan.sensitive(),
        plan.oldServerVersion());
  }

  static List<OldTable> inOrder(
      List<OldTable> tables, Map<TableId, Integer> stages, Map<TableId, Long> bytes) {
    return tables.stream()
        .sorted(
            Comparator.comparingInt(
                    (OldTable table) -> stages.getOrDefault(table.id(), Integer.MAX_VALUE))
                .thenComparingLong(table -> bytes.getOrDefault(table.id(), 0L)))
        .toList();
  }

  private int stageOf(TableId table) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).tables().stream().anyMatch(e -> e.table().equals(table.name()))) {
        return i;
      }
    }
    return stages.size();
  }
}
