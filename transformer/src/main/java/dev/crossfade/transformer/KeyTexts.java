package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.OriginShape;
import dev.crossfade.schemas.KeyText;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowView;
import java.util.List;

/** Origins for people, sensitive columns hidden. */
final class KeyTexts {

  private final RowView view;
  private final KeyText text;

  KeyTexts(MigrationPlan plan, OriginShape origin) {
    this.view = new RowView(origin.layout(plan));
    this.text =
        new KeyText(
            origin
                .table()
                .map(table -> plan.sensitive().getOrDefault(table.id().quoted(), List.of()))
                .orElseGet(() -> hidden(plan, origin)));
  }

  /** Of rows that met: whatever bears a sensitive column's name, and what may be made of one. */
  private static List<String> hidden(MigrationPlan plan, OriginShape origin) {
    List<String> sensitive = plan.sensitive().values().stream().flatMap(List::stream).toList();
    return origin.fields().stream()
        .map(OriginShape.Field::name)
        .filter(
            name ->
                sensitive.contains(name.replaceFirst("_\\d+$", ""))
                    || (!sensitive.isEmpty() && name.matches("key\\d+")))
        .toList();
  }

  String of(byte[] key) {
    return text.of(view.wrap(key));
  }
}
