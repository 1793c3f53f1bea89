package dev.crossfade.operator.planning;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.mapping.analysis.DifferentialCheck;
import dev.crossfade.mapping.analysis.MappingCompiler;
import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.newschema.NewSchema;
import dev.crossfade.operator.terminal.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles a migration's mapping.sql with what migration.yaml says about it. */
public final class MappingPlanner {

  /** How many of each old table's own rows are tried, beside hand-made ones. */
  private static final int SAMPLE_ROWS = 200;

  private final MigrationConfig config;

  public MappingPlanner(MigrationConfig config) {
    this.config = config;
  }

  /**
   * Compiles, then compares what PostgreSQL and our evaluator make of sample rows. Leaves nothing
   * in either database.
   *
   * @param old the old database
   * @param target the new database, or one that stands in for it
   */
  public Planned plan(PostgresUrl old, PostgresUrl target) throws SQLException {
    return plan(old, target, true);
  }

  /** The same, where the old side is a stand-in without rows: no parameter has to match one. */
  public Planned planWithoutRows(PostgresUrl old, PostgresUrl target) throws SQLException {
    return plan(old, target, false);
  }

  private Planned plan(PostgresUrl old, PostgresUrl target, boolean oldRows) throws SQLException {
    try (Connection oldConnection = old.connect();
        Connection newConnection = target.connect()) {
      Planned compiled =
          planned(MappingCompiler.compile(request(oldRows), oldConnection, newConnection));
      return compiled.mapping().isPresent() ? compared(compiled, oldConnection) : compiled;
    }
  }

  private CompileRequest request(boolean oldRows) {
    String file = ShownPath.of(config.file());
    return new CompileRequest(
        config.name(),
        ShownPath.of(config.mappingSql()),
        new PlanSource(config).mapping(),
        config.parameters(),
        config.leftOut().stream()
            .map(
                left ->
                    new LeftOut(
                        left.name().toString(),
                        left.reason(),
                        new Place(file, left.line(), left.columnInLine(), null)))
            .toList(),
        config.oldSide().schema(),
        config.newSide().schema(),
        NewSchema.of(config).types(),
        oldRows);
  }

  private Planned planned(Compilation compilation) {
    List<Problem> problems = new ArrayList<>();
    compilation.problems().forEach(problem -> problems.add(ShownProblem.of(problem)));
    if (compilation.mapping().isEmpty()) {
      return new Planned(problems, compilation.mapping(), Map.of());
    }
    CompiledMapping mapping = compilation.mapping().get();
    SensitiveColumns.unknown(config, mapping)
        .forEach(
            name ->
                problems.add(
                    new Problem(
                        Problem.Severity.WARNING,
                        "unknown-sensitive",
                        ShownPath.of(config.file()),
                        0,
                        0,
                        "the sensitive column " + name + " is neither read nor written",
                        "see how it is spelt; a name without quotes is folded to small letters",
                        null)));
    return new Planned(problems, compilation.mapping(), SensitiveColumns.of(config, mapping));
  }

  /** Has PostgreSQL and our evaluator map the same rows: a difference is an error. */
  private Planned compared(Planned compiled, Connection old) throws SQLException {
    List<Problem> problems = new ArrayList<>(compiled.problems());
    DifferentialCheck.run(
            old,
            compiled.mapping().orElseThrow(),
            ShownPath.of(config.mappingSql()),
            new PlanSource(config).mapping(),
            config.oldSide().schema(),
            SAMPLE_ROWS,
            compiled.sensitive())
        .forEach(problem -> problems.add(ShownProblem.of(problem)));
    return problems.stream().anyMatch(Problem::isError)
        ? new Planned(problems, Optional.empty(), compiled.sensitive())
        : new Planned(problems, compiled.mapping(), compiled.sensitive());
  }
}
