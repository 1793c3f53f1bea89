package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement over one old table.
 *
 * @param index its place among all of them: the first part of the order among origins
 * @param number the statement's place in mapping.sql, from 1
 */
record Source(int index, int number, OldTable oldTable, NewTable newTable) {

  static List<Source> of(MigrationPlan plan, List<StatementFunction> functions) {
    List<Source> sources = new ArrayList<>();
    for (StatementFunction function : functions) {
      OldTable old = plan.oldTable(function.oldTable());
      NewTable made = plan.newTable(function.newTable());
      Source source = new Source(sources.size(), function.number(), old, made);
      if (source.direct() && !function.direct()) {
        throw new TransformerException(
            "statement "
                + source.number
                + " is arranged, but the plan says that "
                + made.id()
                + " is written directly: run crossfade prepare again");
      }
      if (!source.direct() && old.identity() != OldTable.Identity.FULL) {
        throw new TransformerException(
            "statement "
                + source.number
                + " needs the whole row before of "
                + old.id()
                + ", but the plan has replica identity KEY for it: run crossfade prepare again");
      }
      sources.add(source);
    }
    return List.copyOf(sources);
  }

  boolean direct() {
    return newTable.path() == NewTable.Path.DIRECT;
  }
}
