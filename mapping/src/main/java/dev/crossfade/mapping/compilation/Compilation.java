package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.problems.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of compiling a mapping.
 *
 * @param problems all errors and warnings, by place
 * @param mapping there exactly if no problem is an error
 */
public record Compilation(List<Problem> problems, Optional<CompiledMapping> mapping) {
  public Compilation {
    problems = List.copyOf(problems);
  }
}
