package dev.crossfade.loader;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.KeyText;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new row's key for people: JSON {@code {"id": "7"}}, sensitive columns hidden. */
public final class KeyInWords {

  private final RowView key;
  private final KeyText text;
  private final List<String> names;
  private final List<String> sensitive;

  public KeyInWords(MigrationPlan plan, NewTable table) {
    this.key = new RowView(RowLayout.ofNewKey(plan.migration(), table));
    this.sensitive = plan.sensitive().getOrDefault(table.id().quoted(), List.of());
    this.text = new KeyText(sensitive);
    this.names = table.key();
  }

  public String of(Bytes recordKey) {
    return text.of(key.wrap(recordKey.array()));
  }

  /** The same from values that are text already, in the order of the key. */
  public String of(List<@Nullable String> values) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < names.size(); i++) {
      json.put(names.get(i), sensitive.contains(names.get(i)) ? "***" : values.get(i));
    }
    return json.toString();
  }
}
