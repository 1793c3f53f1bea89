package dev.crossfade.operator.replay;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the old topics hold what another mapping reads: the same tables with the same columns in
 * the same layout, and the rows before where it needs them. A table cannot join a running
 * migration.
 */
final class OldTopicsFit {

  private static final String MEND =
      "read it as before, or start over: crossfade unprepare, then prepare";

  private final MigrationPlan current;

  OldTopicsFit(MigrationPlan current) {
    this.current = current;
  }

  /**
   * Holds a mapping against the topics.
   *
   * @throws OperatorFailure with the table and what is missing
   */
  void require(CompiledMapping mapping) {
    mustBeSame(
        "reads",
        current.oldTables().stream().map(OldTable::id).toList(),
        mapping.oldTables().stream().map(OldTable::id).toList());
    mustHoldTables(
        current.newTables().stream().map(NewTable::id).toList(),
        mapping.newTables().stream().map(NewTable::id).toList());
    for (OldTable wanted : mapping.oldTables()) {
      OldTable kept = current.oldTable(wanted.id());
      if (!layout(kept).equals(layout(wanted))) {
        throw OperatorFailure.refused(
            "the old topic of "
                + wanted.id()
                + " holds the columns "
                + String.join(", ", layout(kept))
                + "; the mapping would read "
                + String.join(", ", layout(wanted)),
            "leave out the same columns as when the migration was prepared, or start over");
      }
      if (wanted.identity() == OldTable.Identity.FULL && kept.identity() == OldTable.Identity.KEY) {
        throw OperatorFailure.refused(
            "the old topic of "
                + wanted.id()
                + " holds no rows before a change, which the mapping needs now",
            "start over: crossfade unprepare, then prepare");
      }
    }
  }

  private static void mustBeSame(String verb, List<TableId> before, List<TableId> now) {
    Set<TableId> joined = new TreeSet<>(now);
    joined.removeAll(before);
    if (!joined.isEmpty()) {
      throw OperatorFailure.refused(
          "the mapping " + verb + " " + names(joined) + ", of which there is no old topic", MEND);
    }
    Set<TableId> left = new TreeSet<>(before);
    left.removeAll(now);
    if (!left.isEmpty()) {
      throw OperatorFailure.refused("the mapping no longer " + verb + " " + names(left), MEND);
    }
  }

  /** A table that is no longer written would keep its rows. */
  private static void mustHoldTables(List<TableId> before, List<TableId> now) {
    Set<TableId> left = new TreeSet<>(before);
    left.removeAll(now);
    if (!left.isEmpty()) {
      throw OperatorFailure.refused(
          "the mapping no longer writes " + names(left) + ", whose rows would stay",
          "write it as before, or start over: crossfade unprepare, then prepare");
    }
  }

  private static List<String> layout(OldTable table) {
    return table.columns().stream()
        .map(column -> column.name() + " " + column.type().base())
        .toList();
  }

  private static String names(Set<TableId> tables) {
    return tables.stream().map(TableId::toString).collect(Collectors.joining(", "));
  }
}
