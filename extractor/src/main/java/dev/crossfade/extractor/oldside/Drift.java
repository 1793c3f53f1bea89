package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what changed in the old catalog that the mapping relies on. What it does not read is not
 * asked.
 */
public final class Drift {

  private static final String START_OVER =
      "; give it back as it was, or start over with unprepare and prepare";

  private final MigrationPlan plan;

  public Drift(MigrationPlan plan) {
    this.plan = plan;
  }

  /**
   * One sentence per change that cannot be carried, with the mend; empty if all can.
   *
   * @param before what was there when the snapshot was taken
   */
  public List<String> between(OldShape before, OldShape now) {
    List<String> found = new ArrayList<>();
    for (OldTable table : plan.oldTables()) {
      OldShape.Table earlier = before.of(table.id());
      OldShape.Table later = now.of(table.id());
      if (earlier != null && later != null) {
        compare(table, earlier, later, found);
      }
    }
    return found;
  }

  private static void compare(
      OldTable table, OldShape.Table before, OldShape.Table now, List<String> found) {
    if (now.parts().isEmpty()) {
      found.add("table " + table.id() + " was dropped or renamed" + START_OVER);
      return;
    }
    for (OldTable.Column planned : table.columns()) {
      column(table.id(), planned.name(), before, now, found);
    }
    if (!now.key().equals(before.key())) {
      found.add("the primary key of " + table.id() + " changed" + START_OVER);
    }
    before
        .parts()
        .forEach(
            (name, part) -> {
              if (part.leaf() && !now.parts().containsKey(name)) {
                found.add(
                    "partition "
                        + TableId.parse(name)
                        + " of "
                        + table.id()
                        + " was detached or dropped, which says nothing of its rows"
                        + START_OVER);
              }
            });
    now.parts().forEach((name, part) -> part(table, name, before.parts().get(name), part, found));
  }

  private static void column(
      TableId table, String name, OldShape.Table before, OldShape.Table now, List<String> found) {
    OldShape.Column earlier = before.columns().get(name);
    OldShape.Column later = now.columns().get(name);
    String column = "column " + table + "." + name;
    if (later == null) {
      found.add(column + " was dropped or renamed" + START_OVER);
    } else if (earlier == null || later.number() != earlier.number()) {
      found.add(column + " was dropped and made again" + START_OVER);
    } else if (!later.type().equals(earlier.type())) {
      found.add(column + " was " + earlier.type() + " and is now " + later.type() + START_OVER);
    } else if (!keepsInOrder(later.labels(), earlier.labels())) {
      found.add("a label of the enum of " + column + " was renamed or moved" + START_OVER);
    }
  }

  private static void part(
      OldTable table,
      String name,
      OldShape.@org.jspecify.annotations.Nullable Part before,
      OldShape.Part now,
      List<String> found) {
    TableId id = TableId.parse(name);
    boolean enough =
        now.identity().equals("f")
            || (now.identity().equals("d") && table.identity() == OldTable.Identity.KEY);
    if (!enough) {
      found.add(
          id
              + " no longer tells enough of the row before (REPLICA IDENTITY): crossfade prepare"
              + " sets it again, then start the extractor again");
    }
    if (before != null
        && before.filenode() != now.filenode()
        && !before.definition().equals(now.definition())) {
      found.add(
          id
              + " was rewritten by ALTER TABLE, which says nothing of its rows: start over with"
              + " unprepare and prepare");
    }
  }

  /** Whether all of {@code earlier} stand in {@code later}, in their order. */
  private static boolean keepsInOrder(List<String> later, List<String> earlier) {
    int at = 0;
    for (String label : later) {
      if (at < earlier.size() && earlier.get(at).equals(label)) {
        at++;
      }
    }
    return at == earlier.size();
  }
}
