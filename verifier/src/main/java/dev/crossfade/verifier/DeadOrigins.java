package dev.crossfade.verifier;

import dev.crossfade.mapping.execution.OriginShape;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.util.List;

/** Says of a dead letter which old row, or which rows that have met, a statement goes without. */
final class DeadOrigins {

  private DeadOrigins() {}

  /** {@code (statement, table, origin, NULL)}; the table is empty for rows that have met. */
  static String mark(DeadLetter letter, VerificationQuery query, MigrationPlan plan, int id) {
    byte[] key = letter.rowKey().array();
    OldTable table = table(letter, query, plan);
    RowLayout ofTable = RowLayout.ofOldKey(plan.migration(), table);
    if (ofTable.isHeaderOf(key)) {
      RowView view = new RowView(ofTable).wrap(key);
      boolean met = query.rowsMeet() && view.end() + 1 < key.length;
      return mark(id, met ? "" : table.id().quoted(), WireText.ofKey(view, KeyForms.ofOld(table)));
    }
    RowView view = new RowView(layout(query, plan)).wrap(key);
    List<KeyForm> forms = query.originKey().stream().map(o -> o.type().keyForm()).toList();
    return mark(id, "", WireText.ofKey(view, KeyForms.of(forms)));
  }

  /** Whether a dead letter is of this branch of its statement. */
  static boolean isOf(DeadLetter letter, VerificationQuery query, MigrationPlan plan) {
    byte[] key = letter.rowKey().array();
    RowLayout ofTable = RowLayout.ofOldKey(plan.migration(), table(letter, query, plan));
    RowLayout layout = ofTable.isHeaderOf(key) ? ofTable : layout(query, plan);
    if (!layout.isHeaderOf(key)) {
      return false; // of another branch, whose rows are named in another way
    }
    int at = new RowView(layout).wrap(key).end();
    while (at + 1 < key.length) { // the keys that its rows met at
      at += RowView.rawLongLength(key, at) + (int) RowView.rawLong(key, at);
    }
    return query.branch() == (at < key.length ? key[at] & 0xff : 0);
  }

  private static OldTable table(DeadLetter letter, VerificationQuery query, MigrationPlan plan) {
    return query.oldTables().stream()
        .filter(t -> t.quoted().equals(letter.oldTable()))
        .findFirst()
        .map(plan::oldTable)
        .orElseGet(() -> plan.oldTable(query.oldTable()));
  }

  /** As the transformer names the origins of rows that have met. */
  private static RowLayout layout(VerificationQuery query, MigrationPlan plan) {
    return OriginShape.layout(
        plan.migration(),
        query.originKey().stream().map(o -> new OriginShape.Field(o.name(), o.type())).toList());
  }

  private static String mark(int id, String table, String origin) {
    return "(" + id + ", " + WireText.literal(table) + ", " + origin + ", NULL)";
  }
}
