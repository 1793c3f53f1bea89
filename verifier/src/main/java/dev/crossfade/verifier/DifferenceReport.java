package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.verifier.RowTexts.Row;
import dev.crossfade.verifier.Settlement.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in a report what differs, without a value that may not be shown. */
final class DifferenceReport {

  private static final String HIDDEN = "***";

  private final TableShape shape;
  private final MigrationPlan plan;
  private final VerifierSettings settings;

  DifferenceReport(TableShape shape, MigrationPlan plan, VerifierSettings settings) {
    this.shape = shape;
    this.plan = plan;
    this.settings = settings;
  }

  VerificationReport.Table report(
      List<Difference> differences,
      long oldRows,
      long newRows,
      long dead,
      long orphans,
      long raising,
      List<VerificationQuery> queries) {
    long missing = differences.stream().filter(d -> d.actual() == null).count();
    long extra =
        differences.stream().filter(d -> d.expected() == null && d.actual() != null).count();
    return new VerificationReport.Table(
        shape.table().id(),
        queries.stream().flatMap(query -> query.oldTables().stream()).distinct().toList(),
        oldRows,
        newRows,
        dead,
        orphans,
        differences.size() - missing - extra,
        missing + raising,
        extra,
        raising,
        differences.stream().filter(d -> !d.settled()).count(),
        differences.stream().limit(settings.examplesMax()).map(this::example).toList());
  }

  private VerificationReport.Example example(Difference difference) {
    Row expected = difference.expected();
    Row actual = difference.actual();
    Row either = Objects.requireNonNull(expected != null ? expected : actual);
    Map<String, @Nullable String> key = new LinkedHashMap<>();
    for (int part : shape.key()) {
      TableShape.Compared column = shape.columns().get(part);
      key.put(column.label(), sensitive(column) ? HIDDEN : either.values().get(part));
    }
    if (expected == null || actual == null) {
      return new VerificationReport.Example(
          actual == null ? "missing" : "extra", key, List.of(), null);
    }
    List<String> columns = new ArrayList<>();
    Map<String, List<@Nullable String>> values = new LinkedHashMap<>();
    for (int i = 0; i < shape.columns().size(); i++) {
      TableShape.Compared column = shape.columns().get(i);
      if (expected.differsAt(i, actual)) {
        columns.add(column.label());
        if (!sensitive(column)) {
          values.put(
              column.label(),
              java.util.Arrays.asList(expected.values().get(i), actual.values().get(i)));
        }
      }
    }
    return new VerificationReport.Example(
        columns.isEmpty() ? "duplicate" : "different",
        key,
        columns,
        settings.showValues() ? values : null);
  }

  private boolean sensitive(TableShape.Compared column) {
    return plan.sensitive()
        .getOrDefault(shape.table().id().quoted(), List.of())
        .contains(column.newColumn());
  }
}
