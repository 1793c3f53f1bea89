package dev.crossfade.operator.verbs;

import dev.crossfade.operator.process.Surroundings;
import dev.crossfade.operator.terminal.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of a verb that answers people or machines. */
final class Answer {

  @Option(
      names = "--json",
      description = "Answer as JSON, for scripts; fields are only ever added.")
  private boolean json;

  boolean json() {
    return json;
  }

  static Screen screen(CommandLine line, Surroundings surroundings) {
    return new Screen(line.getOut(), line.getErr(), surroundings.colours());
  }
}
