package dev.crossfade.operator.verbs;

import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.terminal.TextTable;
import dev.crossfade.operator.verification.Verification;
import dev.crossfade.schemas.TableId;
import dev.crossfade.verifier.VerificationReport;
import dev.crossfade.verifier.checks.CheckResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verification for people and for machines. */
final class VerificationView {

  private VerificationView() {}

  static Map<String, Object> json(Verification verification) {
    VerificationReport report = verification.rows();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("clean", verification.clean());
    fields.put("equal", report.equal());
    fields.put("at", report.at().toString());
    fields.put("position", report.position());
    fields.put("tables", report.tables().stream().map(VerificationView::json).toList());
    fields.put("integrity", report.integrity().stream().map(IntegrityView::json).toList());
    fields.put("archive", verification.archive());
    fields.put("checks", verification.checks().stream().map(VerificationView::json).toList());
    return fields;
  }

  private static Map<String, Object> json(CheckResult check) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", check.name());
    fields.put("title", check.title());
    fields.put("passed", check.passed());
    fields.put("rows", check.rows());
    fields.put("settled", check.settled());
    if (check.failure() != null) {
      fields.put("failure", check.failure());
    }
    fields.put("columns", check.columns());
    if (!check.examples().isEmpty()) {
      fields.put("examples", check.examples());
    }
    return fields;
  }

  private static Map<String, Object> json(VerificationReport.Table table) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("new", table.id().toString());
    fields.put("old", table.old().stream().map(TableId::toString).toList());
    fields.put("oldRows", table.oldRows());
    fields.put("newRows", table.newRows());
    fields.put("dead", table.dead());
    fields.put("orphans", table.orphans());
    fields.put("different", table.different());
    fields.put("missing", table.missing());
    fields.put("extra", table.extra());
    fields.put("raising", table.raising());
    fields.put("unsettled", table.unsettled());
    fields.put("examples", table.examples().stream().map(VerificationView::json).toList());
    return fields;
  }

  private static Map<String, Object> json(VerificationReport.Example example) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", example.kind());
    fields.put("key", example.key());
    fields.put("columns", example.columns());
    Map<String, List<@Nullable String>> values = example.values();
    if (values != null) {
      fields.put("values", values);
    }
    return fields;
  }

  static List<String> lines(Screen screen, Verification verification) {
    VerificationReport report = verification.rows();
    TextTable table =
        new TextTable(
            "table", "expected", "found", "dead", "different", "missing", "extra", "orphans");
    for (VerificationReport.Table each : report.tables()) {
      table.row(
          each.id(),
          Amounts.count(each.oldRows()),
          Amounts.count(each.newRows()),
          Amounts.count(each.dead()),
          Amounts.count(each.different()),
          Amounts.count(each.missing()),
          Amounts.count(each.extra()),
          Amounts.count(each.orphans()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    for (VerificationReport.Table each : report.tables()) {
      each.examples().forEach(example -> lines.add(example(each, example)));
    }
    report.integrity().forEach(each -> lines.addAll(IntegrityView.lines(screen, each)));
    verification.archive().forEach(each -> lines.add("  " + each));
    if (!verification.checks().isEmpty()) {
      lines.addAll(CheckLines.of(screen, verification.checks()));
      lines.add("");
    }
    lines.add(
        report.equal()
            ? screen.in(Colour.GOOD, "EQUAL") + " at " + report.at()
            : screen.in(Colour.BAD, "NOT EQUAL") + " at " + report.at());
    if (report.equal() && !verification.clean()) {
      lines.add(screen.in(Colour.BAD, "NOT CLEAN") + ": see above");
    }
    return lines;
  }

  private static String example(
      VerificationReport.Table table, VerificationReport.Example example) {
    StringBuilder line = new StringBuilder("  " + table.id() + " " + example.key());
    line.append(": ").append(example.kind());
    if (!example.columns().isEmpty()) {
      line.append(" in ").append(String.join(", ", example.columns()));
    }
    Map<String, List<@Nullable String>> values = example.values();
    if (values != null) {
      values.forEach(
          (column, both) ->
              line.append("\n    ").append(column).append(": expected, found ").append(both));
    }
    return line.toString();
  }
}
