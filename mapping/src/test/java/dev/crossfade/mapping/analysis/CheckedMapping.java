package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Compiles mappings in which only some of the old columns are read, and compares their rows. */
record CheckedMapping(Databases databases) {

  /** With everything left out that is not read. */
  CompiledMapping compile(String sql) throws SQLException {
    Compilation compilation = attempt(sql);
    assertThat(compilation.problems()).filteredOn(Problem::isError).isEmpty();
    return compilation.mapping().orElseThrow();
  }

  /** The errors of a mapping that cannot be compiled: {@code CF004 message}. */
  List<String> refusals(String sql) throws SQLException {
    return errors(sql).stream().map(problem -> problem.code() + " " + problem.message()).toList();
  }

  /** The errors of a mapping that cannot be compiled. */
  List<Problem> errors(String sql) throws SQLException {
    return attempt(sql).problems().stream().filter(Problem::isError).toList();
  }

  private Compilation attempt(String sql) throws SQLException {
    Compilation first = databases.compile(sql);
    List<LeftOut> leftOut =
        first.problems().stream()
            .filter(p -> p.code().equals("CF060"))
            .map(p -> p.hint().replaceAll("(?s).*left-out: \\{ '(.*)': the reason.*", "$1"))
            .map(name -> new LeftOut(name, "not needed", new Place("migration.yaml", 1, 1, null)))
            .toList();
    return databases.compile(sql, leftOut.toArray(new LeftOut[0]));
  }

  /** What PostgreSQL makes of the old rows otherwise than we do. */
  List<Problem> differences(CompiledMapping mapping) throws SQLException {
    try (Connection old = databases.old().connect()) {
      return DifferentialCheck.run(
          old, mapping, "mapping.sql", " ".repeat(8_000), "public", 200, Map.of());
    }
  }
}
