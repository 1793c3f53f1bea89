package dev.crossfade.mapping.problems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that all are told in one go. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  public void error(String code, Place place, String message, @Nullable String hint) {
    found.add(Problem.error(code, place, message, hint));
  }

  public void warning(String code, Place place, String message, @Nullable String hint) {
    found.add(Problem.warning(code, place, message, hint));
  }

  public void add(Problem problem) {
    found.add(problem);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** How many errors there are so far: a step that adds none has succeeded. */
  public int errors() {
    return (int) found.stream().filter(Problem::isError).count();
  }

  /** Every problem once, by file and place. */
  public List<Problem> sorted() {
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparing((Problem p) -> p.place().file())
                .thenComparing(p -> p.place().line())
                .thenComparing(p -> p.place().column()))
        .toList();
  }
}
