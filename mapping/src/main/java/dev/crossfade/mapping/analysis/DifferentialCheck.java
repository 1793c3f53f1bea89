package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.RowMapper;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.mapping.execution.StatementFunctions;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has both PostgreSQL and our evaluator map the same rows, and tells where they differ.
 *
 * <p>The rows are some of each old table's own and hand-made ones. Everything happens in one
 * transaction of the old database that is rolled back; it needs SELECT on the old tables. Without
 * the TEMP privilege, or in a session that only reads, nothing is compared: {@link MappingCompiler}
 * has told.
 */
public final class DifferentialCheck {

  /** After this many differences in one statement, the rest tell nothing new. */
  private static final int DIFFERENCES_MAX = 3;

  private final CompiledMapping mapping;
  private final SourceText source;
  private final Map<String, List<String>> sensitive;
  private final List<Problem> problems = new ArrayList<>();

  private DifferentialCheck(
      CompiledMapping mapping, SourceText source, Map<String, List<String>> sensitive) {
    this.mapping = mapping;
    this.source = source;
    this.sensitive = sensitive;
  }

  /**
   * The differences, each an error; none if both agree on every row.
   *
   * @param old a connection to the old PostgreSQL, with no transaction open
   * @param file the name of mapping.sql in messages
   * @param text its text
   * @param oldSchema where its unqualified tables are
   * @param sampleRows how many of each old table's own rows to try at most
   * @param sensitive columns whose values no message may hold, as in {@link MigrationPlan}
   */
  public static List<Problem> run(
      Connection old,
      CompiledMapping mapping,
      String file,
      String text,
      String oldSchema,
      int sampleRows,
      Map<String, List<String>> sensitive)
      throws SQLException {
    DifferentialCheck check = new DifferentialCheck(mapping, new SourceText(file, text), sensitive);
    MigrationPlan plan = mapping.plan(1, 1, sensitive);
    List<StatementFunction> functions =
        StatementFunctions.of(plan).functions().stream()
            .filter(function -> function.target().isNewTable())
            .toList();
    try (AnalysisSession session = AnalysisSession.begin(old)) {
      if (TreeWay.of(session.connection()) == TreeWay.NOTICE) {
        return List.of();
      }
      for (OldTable table : mapping.oldTables()) {
        SamplePool pool = SamplePool.of(session.connection(), table, sampleRows);
        List<byte[]> records = pool.records(RowLayout.ofOld(mapping.migration(), table));
        List<List<String>> keys = pool.keys();
        for (StatementFunction function : functions) {
          if (function.oldTable().equals(table.id())) {
            MappedStatement statement = mapping.statements().get(function.target().statement());
            ReferenceRows reference =
                ReferenceRows.of(session.connection(), statement, oldSchema, pool, keys);
            check.compare(statement, function, table, records, reference);
          }
        }
        pool.drop();
      }
      for (int place = 0; place < mapping.statements().size(); place++) {
        MappedStatement statement = mapping.statements().get(place);
        if (statement.steps() > 0) {
          new MeetingCheck(session.connection(), statement, plan, oldSchema)
              .difference(place, sampleRows)
              .ifPresent(difference -> check.report(statement, difference));
        }
      }
    }
    return List.copyOf(check.problems);
  }

  private void compare(
      MappedStatement statement,
      StatementFunction function,
      OldTable table,
      List<byte[]> records,
      ReferenceRows reference) {
    NewTable target =
        mapping.newTables().stream()
            .filter(t -> t.id().equals(statement.newTable()))
            .findFirst()
            .orElseThrow();
    RowView old = new RowView(RowLayout.ofOld(mapping.migration(), table));
    RowView made = new RowView(RowLayout.ofNew(mapping.migration(), target));
    int before = problems.size();
    for (int i = 0; i < records.size() && problems.size() - before < DIFFERENCES_MAX; i++) {
      Ours ours = new Ours();
      function.apply(old.wrap(records.get(i)), ours);
      int row = i;
      new RowComparison(target, made, reference, i + 1)
          .difference(ours.rows, ours.rejection)
          .ifPresent(d -> report(d, statement, table, reference, row));
    }
  }

  private static final class Ours implements RowMapper.Output {
    private final List<byte[]> rows = new ArrayList<>();
    private @Nullable Rejection rejection;

    @Override
    public void row(byte[] key, byte[] row, int ordinal) {
      rows.add(row);
    }

    @Override
    public void rejected(Rejection why) {
      rejection = why;
    }
  }

  private void report(
      RowComparison.Difference difference,
      MappedStatement statement,
      OldTable table,
      ReferenceRows reference,
      int row) {
    String which =
        reference.isReal(row + 1)
            ? "the row " + keyText(table, reference.key(row + 1))
            : "a hand-made row";
    boolean mayShow = !reference.isReal(row + 1);
    String column = difference.column();
    String what = column == null ? "the rows made" : "column " + column;
    problems.add(
        Problem.error(
            "CF090",
            place(statement, column),
            "for "
                + which
                + " of "
                + table.id()
                + ", "
                + what
                + " would differ from what"
                + " PostgreSQL computes: "
                + (mayShow ? difference.shown() : difference.plain()),
            "write it another way; this is our evaluator's fault, please report it"));
  }

  private void report(MappedStatement statement, String difference) {
    problems.add(
        Problem.error(
            "CF090",
            source.placeOf(statement.at()),
            "over some rows of its tables, what this statement makes would differ from what"
                + " PostgreSQL makes: "
                + difference,
            "write it another way; this is our evaluator's fault, please report it"));
  }

  private String keyText(OldTable table, List<String> key) {
    List<String> hidden = sensitive.getOrDefault(table.id().quoted(), List.of());
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      String name = table.key().get(i);
      parts.add(name + " = " + (hidden.contains(name) ? "***" : key.get(i)));
    }
    return "(" + String.join(", ", parts) + ")";
  }

  private Place place(MappedStatement statement, @Nullable String column) {
    int at =
        statement.sink().columns().stream()
            .filter(c -> c.name().equals(column))
            .map(
                c ->
                    c.value() instanceof Sink.Computed computed
                        ? computed.expression().at()
                        : ((Sink.Late) c.value()).key().get(0).at())
            .findFirst()
            .orElse(statement.at());
    return source.placeOf(at);
  }
}
