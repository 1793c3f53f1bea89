package dev.crossfade.operator.verbs;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.Explanation;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.preparation.MigrationCheck;
import dev.crossfade.operator.process.LogFiles;
import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.terminal.ProblemText;
import dev.crossfade.operator.terminal.Screen;
import dev.crossfade.operator.terminal.TextTable;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says in words what the mapping does. */
@Command(
    name = "explain",
    description = {
      "Says in words what each statement does: its path and why, its key, what it reads;",
      "then the mapping as a table, old column to new column."
    },
    mixinStandardHelpOptions = true)
final class ExplainVerb implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private final Folder folder = new Folder();
  @Mixin private final Answer answer = new Answer();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  ExplainVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws SQLException {
    Screen screen = Answer.screen(spec.commandLine(), surroundings);
    MigrationConfig config = folder.require(surroundings, screen);
    LogFiles.open(config.logs(), "explain");
    MigrationCheck.Result check = MigrationCheck.run(config);
    check.problems().forEach(problem -> ProblemText.lines(screen, problem).forEach(screen::remark));
    if (check.mapping().isEmpty()) {
      return ExitCode.NO.number();
    }
    CompiledMapping mapping = check.mapping().get();
    Explanation explanation = new Explanation(mapping);
    if (answer.json()) {
      screen.json(json(mapping, explanation));
    } else {
      explanation.statements().forEach(screen::say);
      screen.say("");
      table(explanation.columns()).forEach(screen::say);
    }
    return ExitCode.YES.number();
  }

  private static List<String> table(List<Explanation.ColumnMapping> columns) {
    TextTable table = new TextTable("from", "to", "how");
    columns.forEach(column -> table.row(column.from(), column.to(), column.how()));
    return table.lines();
  }

  private static Map<String, Object> json(CompiledMapping mapping, Explanation explanation) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hash", mapping.hash());
    fields.put("statements", explanation.statements());
    fields.put("columns", explanation.columns());
    return fields;
  }
}
