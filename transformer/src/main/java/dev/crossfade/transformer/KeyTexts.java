package dev.crossfade.transformer;

import dev.crossfade.schemas.KeyText;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.util.List;

/** The keys of one old table for people, sensitive columns hidden. */
final class KeyTexts {

  private final RowView view;
  private final KeyText text;

  KeyTexts(MigrationPlan plan, OldTable table) {
    this.view = new RowView(RowLayout.ofOldKey(plan.migration(), table));
    this.text = new KeyText(plan.sensitive().getOrDefault(table.id().quoted(), List.of()));
  }

  String of(byte[] key) {
    return text.of(view.wrap(key));
  }
}
