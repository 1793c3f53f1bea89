package dev.crossfade.operator.status;

import dev.crossfade.operator.status.MigrationStatus.Snapshot;
import dev.crossfade.operator.status.MigrationStatus.Table;
import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status for people. */
public final class StatusText {

  private StatusText() {}

  /** The lines to show. */
  public static List<String> lines(Screen screen, MigrationStatus status) {
    List<String> lines = new ArrayList<>();
    Long retained = status.slot().retainedBytes();
    lines.add(
        screen.in(Colour.STRONG, status.migration())
            + "  generation "
            + status.generation()
            + "  "
            + status.phase()
            + (retained == null
                ? ""
                : "  the old database keeps " + Amounts.bytes(retained) + " of log"));
    lines.add("");
    TextTable table =
        new TextTable(
            "table",
            "snapshot",
            "read",
            "mapped",
            "loaded",
            "rate",
            "waiting",
            "lag",
            "ETA",
            "dead",
            "parked",
            "conflicts");
    status.tables().forEach(each -> row(table, each));
    lines.addAll(table.lines());
    lines.add("");
    for (MigrationStatus.StageProgress stage : status.stages()) {
      lines.add(
          "stage "
              + stage.name()
              + ": "
              + (stage.done() == stage.tables()
                  ? "done"
                  : stage.done() + " of " + stage.tables() + " tables")
              + ", "
              + Amounts.count(stage.rows())
              + " rows");
    }
    if (!status.stages().isEmpty()) {
      lines.add("");
    }
    lines.add(
        status.ready()
            ? screen.in(Colour.GOOD, "READY")
            : screen.in(status.caughtUp() ? Colour.CARE : Colour.BAD, "NOT READY"));
    status.reasons().forEach(reason -> lines.add("  " + reason));
    return lines;
  }

  private static void row(TextTable table, Table each) {
    table.row(
        each.newTable(),
        snapshot(each.snapshot()),
        Amounts.count(each.extract().rows()),
        Amounts.count(each.transform().rows()),
        Amounts.count(each.load().rows()),
        Amounts.rate(each.load().perSecond()),
        Amounts.count(waiting(each)),
        Amounts.seconds(each.load().lagSeconds()),
        Amounts.seconds(each.etaSeconds()),
        Amounts.count(each.dead()),
        Amounts.count(each.parked()),
        Amounts.count(each.conflicts()));
  }

  private static String snapshot(Snapshot snapshot) {
    Long total = snapshot.total();
    if (snapshot.done()) {
      return "done";
    }
    return total == null || total == 0
        ? Amounts.count(snapshot.rows())
        : Math.min(99, 100 * snapshot.rows() / total) + " %";
  }

  /** Before the transformer and before the loader. */
  private static @Nullable Long waiting(Table each) {
    Long mapping = each.transform().lagChanges();
    Long loading = each.load().lagChanges();
    return mapping == null && loading == null
        ? null
        : Long.valueOf((mapping == null ? 0 : mapping) + (loading == null ? 0 : loading));
  }
}
