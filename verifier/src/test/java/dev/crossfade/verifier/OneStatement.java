package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.List;
import java.util.Map;

/** A migration of one statement, from one old table into one new. */
record OneStatement(OldTable oldTable, NewTable newTable, VerificationQuery query) {

  /**
   * @param sensitive columns of the new table
   */
  MigrationPlan plan(String... sensitive) {
    MappedStatement statement =
        new MappedStatement(
            1,
            0,
            0,
            new PlanNode.Scan(oldTable.id()),
            new Sink(newTable.id(), List.of()),
            0,
            true,
            "",
            query);
    return new MigrationPlan(
        "m",
        1,
        "hash",
        1,
        List.of(oldTable),
        List.of(newTable),
        PlanJson.write(List.of(statement)),
        sensitive.length == 0 ? Map.of() : Map.of(newTable.id().quoted(), List.of(sensitive)),
        170_000);
  }

  /** The key of the old row whose first column, a bigint, is its key. */
  byte[] oldKey(long id) {
    return KeyEncoder.ofOld("m", oldTable).keyOf(row(RowLayout.ofOld("m", oldTable), id));
  }

  /** The key of the new row whose first column, a bigint, is its key. */
  byte[] newKey(long id) {
    return KeyEncoder.ofNew("m", newTable).keyOf(row(RowLayout.ofNew("m", newTable), id));
  }

  private static RowView row(RowLayout layout, long id) {
    RowWriter out = new RowWriter(32).header(layout);
    out.putLong(id);
    for (int i = 1; i < layout.size(); i++) {
      out.putNull();
    }
    return new RowView(layout).wrap(out.toBytes());
  }
}
