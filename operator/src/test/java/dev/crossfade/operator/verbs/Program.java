package dev.crossfade.operator.verbs;

import dev.crossfade.operator.process.Interruption;
import dev.crossfade.operator.process.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program inside the test's process: its exit code and what it printed. */
final class Program {

  /** What one run left. */
  record Run(int code, String out, String err) {}

  @Command(name = "crossfade")
  private static final class Root {}

  private Program() {}

  static Run run(Map<String, String> environment, String... arguments) {
    return run(environment, new Interruption(), arguments);
  }

  static Run run(Map<String, String> environment, Interruption interruption, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        CommandLines.with(new Root(), new Surroundings(environment::get, interruption, false))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
