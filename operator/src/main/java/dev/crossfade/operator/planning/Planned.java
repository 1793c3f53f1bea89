package dev.crossfade.operator.planning;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.operator.terminal.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of compiling a migration's mapping.
 *
 * @param mapping there exactly if no problem is an error
 * @param sensitive columns by quoted table, old and new
 */
public record Planned(
    List<Problem> problems,
    Optional<CompiledMapping> mapping,
    Map<String, List<String>> sensitive) {

  public Planned {
    problems = List.copyOf(problems);
    sensitive = Map.copyOf(sensitive);
  }
}
