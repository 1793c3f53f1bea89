package dev.crossfade.operator.verbs;

import dev.crossfade.operator.config.MigrationFile;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.preparation.MigrationCheck;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.terminal.Colour;
import dev.crossfade.operator.terminal.Problem;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds migration.yaml and mapping.sql against both catalogs and tells every problem at once. */
@Command(
    name = "check",
    description =
        "Holds migration.yaml and mapping.sql against both databases: all problems at once.",
    mixinStandardHelpOptions = true)
final class CheckVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final SchemaOptions schema = new SchemaOptions();
  @Mixin private final Answer answer = new Answer();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  CheckVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationFile.Reading reading = folder.read(surroundings);
    List<Problem> problems = new ArrayList<>(Folder.problems(reading));
    if (reading.config().isPresent()) {
      LogFiles.open(reading.config().get().logs(), "check");
      problems.addAll(MigrationCheck.run(schema.applyTo(reading.config().get())).problems());
    }
    show(screen, problems);
    if (reading.config().isEmpty()) {
      return ExitCode.CONFIGURATION.number();
    }
    return problems.stream().anyMatch(Problem::isError)
        ? ExitCode.NO.number()
        : ExitCode.YES.number();
  }

  private void show(Screen screen, List<Problem> problems) {
    if (answer.json()) {
      screen.json(Map.of("problems", problems.stream().map(CheckVerb::json).toList()));
      return;
    }
    problems.forEach(problem -> ProblemText.lines(screen, problem).forEach(screen::say));
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    String counts = counted(errors, "error") + ", " + counted(warnings, "warning");
    screen.say(
        errors == 0
            ? screen.in(Colour.GOOD, "in order") + (warnings == 0 ? "" : " (" + counts + ")")
            : screen.in(Colour.BAD, "not in order") + ": " + counts);
  }

  private static Map<String, Object> json(Problem problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("severity", problem.severity().word());
    fields.put("code", problem.code());
    fields.put("file", problem.file());
    fields.put("line", problem.line());
    fields.put("column", problem.column());
    fields.put("message", problem.message());
    fields.put("hint", problem.hint());
    return fields;
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
