package dev.crossfade.operator.preparation;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.operator.config.FileSide;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.newschema.NewTables;
import dev.crossfade.operator.newschema.ScratchPostgres;
import dev.crossfade.operator.planning.MappingPlanner;
import dev.crossfade.operator.planning.Planned;
import dev.crossfade.operator.planning.ShownPath;
import dev.crossfade.operator.planning.ShownProblem;
import dev.crossfade.operator.planning.StageOrder;
import dev.crossfade.operator.reach.Reach;
import dev.crossfade.operator.terminal.Problem;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.checks.OwnChecks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a migration folder against both databases; changes neither. */
public final class MigrationCheck {

  private MigrationCheck() {}

  /**
   * What was found.
   *
   * @param tables what the new database has of the new tables
   * @param mapping there exactly if no problem is an error
   * @param sensitive columns by quoted table
   */
  public record Result(
      List<Problem> problems,
      NewTables tables,
      Optional<CompiledMapping> mapping,
      Map<String, List<String>> sensitive) {

    public Result {
      problems = List.copyOf(problems);
      sensitive = Map.copyOf(sensitive);
    }

    public boolean isInOrder() {
      return mapping.isPresent() && problems.stream().noneMatch(Problem::isError);
    }
  }

  /**
   * Compiles against the new tables, or, where they are not there yet, against {@code schema/} on a
   * scratch server.
   *
   * @throws OperatorFailure if a database cannot be reached, or a file of {@code schema/} is
   *     refused
   */
  public static Result run(MigrationConfig config) throws SQLException {
    Reach.both(config);
    try (ScratchPostgres scratch = ScratchPostgres.open()) {
      NewTables tables = NewTables.look(config, scratch);
      PostgresUrl newSide = tables.analysed().url();
      PostgresUrl old = oldUrl(config, scratch);
      Planned planned = new MappingPlanner(config).plan(old, newSide);
      List<Problem> problems = new ArrayList<>(SamePlace.problems(config, tables, planned));
      if (problems.isEmpty()) {
        problems.addAll(tableProblems(config, tables));
      }
      problems.addAll(planned.problems());
      planned.mapping().ifPresent(mapping -> problems.addAll(refusals(config, mapping)));
      planned
          .mapping()
          .ifPresent(
              mapping ->
                  problems.addAll(
                      new StageOrder(config)
                          .problems(
                              mapping.plan(1, 1, planned.sensitive()).newTables().stream()
                                  .map(NewTable::id)
                                  .toList())));
      problems.addAll(checkProblems(config, tables));
      return new Result(problems, tables, planned.mapping(), planned.sensitive());
    }
  }

  /** What the new side cannot hold, whatever the mapping makes of it. */
  private static List<Problem> refusals(MigrationConfig config, CompiledMapping mapping) {
    if (config.newSide().heldFile().isPresent()) {
      return List.of(); // its rows are held by PostgreSQL
    }
    return config.newSide().database().refusals(mapping.plan(1, 1, Map.of())).stream()
        .map(
            refusal ->
                new Problem(
                    Problem.Severity.ERROR,
                    "new-side-refuses",
                    ShownPath.of(config.mappingSql()),
                    0,
                    0,
                    refusal,
                    "see docs/guide.md for what " + config.newSide().shown() + " can hold",
                    null))
        .toList();
  }

  private static List<Problem> checkProblems(MigrationConfig config, NewTables tables)
      throws SQLException {
    OwnChecks own = OwnChecks.read(config.checksFolder(), ShownPath::of);
    List<Problem> problems = new ArrayList<>();
    own.problems().forEach(problem -> problems.add(ShownProblem.of(problem)));
    try (CheckSession session = tables.asked().checks()) {
      session.problems(own.checks()).forEach(problem -> problems.add(ShownProblem.of(problem)));
    }
    return problems;
  }

  /**
   * Where the old side can be asked: a file that no server holds yet is read into the scratch one.
   */
  private static PostgresUrl oldUrl(MigrationConfig config, ScratchPostgres scratch)
      throws SQLException {
    if (config.oldSide().address().isPresent()) {
      return config.oldSide().url();
    }
    FileSide held = config.oldSide().file().orElseThrow().heldAt(scratch.database("old"));
    held.stage().look();
    return held.url();
  }

  private static List<Problem> tableProblems(MigrationConfig config, NewTables tables) {
    String folder = ShownPath.of(config.schemaFolder());
    try {
      tables.mustBeAllOrNone();
    } catch (OperatorFailure some) {
      return List.of(
          new Problem(
              Problem.Severity.ERROR,
              "some-new-tables",
              folder,
              0,
              0,
              String.valueOf(some.getMessage()),
              some.hint(),
              null));
    }
    return tables.differences().stream()
        .map(
            difference ->
                new Problem(
                    Problem.Severity.WARNING,
                    "schema-differs",
                    folder,
                    0,
                    0,
                    difference,
                    "what the new database has is what counts",
                    null))
        .toList();
  }
}
