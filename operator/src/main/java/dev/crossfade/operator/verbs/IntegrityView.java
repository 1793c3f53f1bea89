package dev.crossfade.operator.verbs;

import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.verifier.Integrity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a new table says of itself, for people and for machines. */
final class IntegrityView {

  private IntegrityView() {}

  static Map<String, Object> json(Integrity integrity) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("new", integrity.table().toString());
    fields.put(
        "broken",
        integrity.broken().stream()
            .map(each -> Map.of("constraint", each.constraint(), "rows", each.rows()))
            .toList());
    fields.put("sequences", integrity.sequences().stream().map(IntegrityView::json).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> json(Integrity.Sequence sequence) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", sequence.name());
    fields.put("column", sequence.column());
    fields.put("lastValue", sequence.lastValue());
    fields.put("furthest", sequence.furthest());
    fields.put("behind", sequence.behind());
    return fields;
  }

  /** Only what a person has to know. */
  static List<String> lines(Screen screen, Integrity integrity) {
    List<String> lines = new ArrayList<>();
    for (Integrity.Broken broken : integrity.broken()) {
      lines.add(
          screen.in(Colour.BAD, "BROKEN ")
              + integrity.table()
              + ": constraint "
              + broken.constraint()
              + " is false for "
              + Amounts.count(broken.rows())
              + " rows");
    }
    for (Integrity.Sequence sequence : integrity.sequences()) {
      if (sequence.behind()) {
        lines.add(
            screen.in(Colour.CARE, "note   ")
                + "sequence "
                + sequence.name()
                + " is behind "
                + integrity.table()
                + "."
                + sequence.column()
                + " ("
                + sequence.furthest()
                + "): move it before the application writes here");
      }
    }
    return lines;
  }
}
