package dev.crossfade.operator.demo;

import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.terminal.TextTable;
import dev.crossfade.operator.verification.Verification;
import dev.crossfade.verifier.VerificationReport;
import dev.crossfade.verifier.checks.CheckResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a demonstration showed.
 *
 * @param snapshotRows rows of the old tables when the snapshot began
 * @param snapshotTook from the services' start until the snapshot was in the new tables
 * @param workload what the application did meanwhile
 * @param workloadTook for how long
 * @param p50Millis from old commit to new commit, half of the changes; NaN if none was measured
 */
record DemoReport(
    Verification verification,
    DeadLetterComparison deadLetters,
    long snapshotRows,
    Duration snapshotTook,
    WorkloadTotals workload,
    Duration workloadTook,
    double p50Millis,
    double p99Millis) {

  private static final int SHOWN_MAX = 10;

  /** Nothing differs, no check returns a row, every dead letter is one that was planted. */
  boolean isGood() {
    return verification.clean() && deadLetters.isExact();
  }

  void show(Screen screen) {
    screen.say("");
    TextTable tables =
        new TextTable(
            "old", "new", "expected", "found", "dead", "orphans", "different", "missing", "extra");
    for (VerificationReport.Table table : verification.rows().tables()) {
      tables.row(
          String.join(", ", table.old().stream().map(id -> id.name()).toList()),
          table.id().name(),
          Amounts.count(table.oldRows()),
          Amounts.count(table.newRows()),
          Amounts.count(table.dead()),
          Amounts.count(table.orphans()),
          Amounts.count(table.different()),
          Amounts.count(table.missing()),
          Amounts.count(table.extra()));
    }
    tables.lines().forEach(screen::say);
    screen.say("");
    TextTable reasons = new TextTable("dead letters", "rows");
    deadLetters.byReason().forEach((reason, rows) -> reasons.row(reason, Amounts.count(rows)));
    reasons.lines().forEach(screen::say);
    screen.say("");
    screen.say(
        "snapshot   "
            + Amounts.count(snapshotRows)
            + " rows in "
            + seconds(snapshotTook)
            + ", "
            + Amounts.rate(snapshotRows / Math.max(0.001, millis(snapshotTook) / 1e3)));
    screen.say(
        "stream     "
            + Amounts.count(workload.rowChanges())
            + " changes in "
            + seconds(workloadTook)
            + ", "
            + Amounts.rate(workload.rowChanges() / Math.max(0.001, millis(workloadTook) / 1e3))
            + ", in "
            + Amounts.count(workload.transactions())
            + " transactions");
    screen.say(
        "lag        p50 "
            + inMillis(p50Millis)
            + ", p99 "
            + inMillis(p99Millis)
            + ", old commit to new commit");
    shown("not planted: ", deadLetters.unplanted()).forEach(screen::say);
    shown("planted, did not come: ", deadLetters.absent()).forEach(screen::say);
    for (VerificationReport.Table table : verification.rows().tables()) {
      for (VerificationReport.Example example : table.examples()) {
        screen.say(
            example.kind()
                + ": "
                + table.id()
                + " "
                + example.key()
                + (example.columns().isEmpty()
                    ? ""
                    : " in " + String.join(", ", example.columns())));
      }
    }
    for (CheckResult check : verification.checks()) {
      if (!check.passed()) {
        screen.say("check " + check.name() + " did not pass: " + check.title());
      }
    }
    screen.say("");
    screen.say(
        isGood()
            ? screen.in(Colour.GOOD, "EQUAL")
                + ": 0 differences; all "
                + Amounts.count(deadLetters.count())
                + " dead letters are rows that the generator spoilt"
                + (verification.checks().isEmpty()
                    ? ""
                    : "; its " + verification.checks().size() + " checks pass")
            : screen.in(Colour.BAD, "NOT EQUAL") + ": see above");
  }

  /** For {@code --json}. */
  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("equal", verification.rows().equal());
    fields.put("checks", verification.checks());
    fields.put("deadLettersExact", deadLetters.isExact());
    fields.put("tables", verification.rows().tables());
    fields.put("deadLetters", deadLetters);
    fields.put("snapshotRows", snapshotRows);
    fields.put("snapshotSeconds", millis(snapshotTook) / 1e3);
    fields.put("changes", workload.rowChanges());
    fields.put("changesSeconds", millis(workloadTook) / 1e3);
    fields.put("p50Millis", Double.isNaN(p50Millis) ? -1 : p50Millis);
    fields.put("p99Millis", Double.isNaN(p99Millis) ? -1 : p99Millis);
    return fields;
  }

  private static List<String> shown(String label, List<String> all) {
    return all.stream().limit(SHOWN_MAX).map(each -> label + each).toList();
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", millis(time) / 1e3);
  }

  private static String inMillis(double millis) {
    return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, "%,.0f ms", millis);
  }
}
