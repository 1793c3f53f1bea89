package dev.crossfade.transformer;

import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random steps in the old database. */
record Steps(Random random, int keys, int values, int names) {

  List<History.Step> take(int count) {
    List<History.Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OldTable table = World.OLD.get(random.nextInt(World.OLD.size()));
      int what = random.nextInt(20);
      if (what < 13) {
        steps.add(new History.Step.Put(table, row(table)));
      } else if (what < 16) {
        steps.add(new History.Step.Delete(table, row(table)));
      } else if (what < 19 || random.nextInt(count) > 100) {
        steps.add(new History.Step.Move(table, row(table), row(table)));
      } else {
        steps.add(new History.Step.Mark());
      }
    }
    return steps;
  }

  List<@Nullable Object> row(OldTable table) {
    List<@Nullable Object> row = new ArrayList<>();
    table
        .columns()
        .forEach(
            column ->
                row.add(
                    switch (column.name()) {
                      case "id", "a", "b" -> (long) random.nextInt(keys) - 1;
                      case "v" -> (long) random.nextInt(values);
                      case "name" -> random.nextInt(8) == 0 ? null : "n" + random.nextInt(names);
                      default -> tags();
                    }));
    return row;
  }

  private @Nullable String tags() {
    int count = random.nextInt(6);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add("t" + random.nextInt(names + 1));
    }
    return tags.isEmpty() ? null : String.join(",", tags);
  }
}
