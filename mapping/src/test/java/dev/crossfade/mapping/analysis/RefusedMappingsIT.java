package dev.crossfade.mapping.analysis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@code mapping-specs/refused.spec}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedMappingsIT {

  private Databases databases;

  record Spec(String name, String mapping, List<LeftOut> leftOut, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  void createDatabases() {
    String file = file();
    databases =
        Databases.with(between(file, "*** old\n", "*** new\n"), between(file, "*** new\n", "==="));
  }

  @AfterAll
  void dropDatabases() {
    databases.close();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void tellsWhatIsWrongAndWhere(Spec spec) throws SQLException {
    Compilation compilation =
        databases.compile(spec.mapping(), Map.of("email", "a'b\\c@x"), spec.leftOut());

    assertThat(compilation.problems().stream().map(RefusedMappingsIT::line).collect(joining("\n")))
        .isEqualTo(spec.expected());
    boolean refused = compilation.problems().stream().anyMatch(Problem::isError);
    assertThat(compilation.mapping().isEmpty()).isEqualTo(refused);
  }

  private static String line(Problem problem) {
    Place place = problem.place();
    String at =
        place.file().equals("mapping.sql") ? place.line() + ":" + place.column() : place.toString();
    return at
        + (problem.isError() ? " error " : " warning ")
        + problem.code()
        + ": "
        + problem.message();
  }

  static List<Spec> specs() {
    List<Spec> specs = new ArrayList<>();
    String[] cases = file().split("(?m)^=== ");
    for (String text : List.of(cases).subList(1, cases.length)) {
      int firstLine = text.indexOf('\n');
      String[] parts = text.substring(firstLine + 1).split("(?m)^---\n");
      String[] halves = parts[0].split("(?m)^left out: ");
      List<LeftOut> leftOut = new ArrayList<>();
      if (halves.length > 1) {
        for (String name : halves[1].trim().split("; ")) {
          Place place = new Place("migration.yaml", leftOut.size() + 1, 0, null);
          leftOut.add(new LeftOut(name, "not needed", place));
        }
      }
      specs.add(
          new Spec(
              text.substring(0, firstLine),
              halves[0],
              leftOut,
              parts.length == 1 ? "" : parts[1].trim()));
    }
    return specs;
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf("\n" + from) + 1 + from.length();
    return text.substring(start, text.indexOf("\n" + to, start));
  }

  private static String file() {
    return Resources.text("refused.spec");
  }
}
