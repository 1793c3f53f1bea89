package dev.crossfade.operator.verbs;

import dev.crossfade.operator.config.ConfigProblem;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.MigrationFile;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.terminal.Problem;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The argument that every verb has: the migration folder. */
final class Folder {

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "The migration folder, such as migrations/tux.")
  private Path path = Path.of("");

  MigrationFile.Reading read(Surroundings surroundings) {
    return MigrationFile.read(path, surroundings.environment());
  }

  /**
   * Reads the folder and shows every problem.
   *
   * @throws OperatorFailure if one of them is an error
   */
  MigrationConfig require(Surroundings surroundings, Screen screen) {
    MigrationFile.Reading reading = read(surroundings);
    problems(reading)
        .forEach(problem -> ProblemText.lines(screen, problem).forEach(screen::remark));
    return reading
        .config()
        .orElseThrow(
            () ->
                OperatorFailure.misconfigured(
                    path + " is not in order", "mend what stands above, and try again"));
  }

  static List<Problem> problems(MigrationFile.Reading reading) {
    return reading.problems().stream().map(Folder::problem).toList();
  }

  private static Problem problem(ConfigProblem problem) {
    return new Problem(
        problem.isError() ? Problem.Severity.ERROR : Problem.Severity.WARNING,
        problem.code(),
        problem.file(),
        problem.line(),
        problem.column(),
        problem.message(),
        problem.hint(),
        null);
  }
}
