package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialCheckIT {

  private static final String MAPPING = Resources.text("every-type.mapping.sql");

  private Databases databases;
  private CompiledMapping mapping;

  @BeforeAll
  void compile() throws SQLException {
    databases =
        Databases.with(Resources.text("every-type.old.sql"), Resources.text("every-type.new.sql"));
    var compilation =
        databases.compile(
            MAPPING, leftOut("\"User Account\".data"), leftOut("\"User Account\".raw"));
    assertThat(compilation.problems()).filteredOn(Problem::isError).isEmpty();
    mapping = compilation.mapping().orElseThrow();
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @Test
  void findsNothingWhereBothComputeTheSame() throws SQLException {
    assertThat(check(mapping, Map.of())).isEmpty();
  }

  @Test
  void leavesTheOldDatabaseAsItWas() throws SQLException {
    String tables = "SELECT count(*) FROM pg_class";
    String before = databases.old().ask(tables);

    check(mapping, Map.of());

    assertThat(databases.old().ask(tables)).isEqualTo(before);
  }

  @Test
  void tellsTheKeyAndTheColumnOfARowThatWouldDiffer() throws SQLException {
    // The plan says something else than mapping.sql: upper(name) has become lower(name).
    CompiledMapping other = tampered("upper(text)", "lower(text)");

    List<Problem> differences = check(other, Map.of());

    assertThat(differences).isNotEmpty();
    assertThat(differences.get(0).code()).isEqualTo("CF090");
    assertThat(differences.get(0).message())
        .contains("(tenant = ")
        .contains("column full_name")
        .doesNotContain("Name 1");
  }

  @Test
  void keepsSensitiveKeysToItself() throws SQLException {
    CompiledMapping other = tampered("upper(text)", "lower(text)");

    List<Problem> differences =
        check(other, Map.of("\"public\".\"User Account\"", List.of("tenant")));

    assertThat(differences.get(0).message()).contains("(tenant = ***, id = ");
  }

  @Test
  void tellsThatOneOfBothLetsARowThroughThatTheOtherDoesNot() throws SQLException {
    // id >= 10 has become id > 10: we do not leave out the row with id 10, PostgreSQL does.
    CompiledMapping other = tampered("int4ge(int4,int4)", "int4gt(int4,int4)");

    assertThat(check(other, Map.of()))
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("id = 10)"));
  }

  private CompiledMapping tampered(String from, String to) {
    String json = PlanJson.write(mapping.statements()).toString();
    assertThat(json).contains(from);
    List<MappedStatement> statements =
        mapping.statements().stream()
            .map(
                s -> {
                  MappedStatement changed = PlanJson.read(replaced(s, from, to)).get(0);
                  return new MappedStatement(
                      s.number(),
                      s.branch(),
                      s.at(),
                      changed.rows(),
                      changed.sink(),
                      s.steps(),
                      s.direct(),
                      s.why(),
                      s.verification());
                })
            .toList();
    return new CompiledMapping(
        mapping.migration(),
        mapping.oldTables(),
        mapping.newTables(),
        statements,
        mapping.oldServerVersion());
  }

  private static com.fasterxml.jackson.databind.JsonNode replaced(
      MappedStatement statement, String from, String to) {
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper()
          .readTree(PlanJson.write(List.of(statement)).toString().replace(from, to));
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private List<Problem> check(CompiledMapping plan, Map<String, List<String>> sensitive)
      throws SQLException {
    try (Connection old = databases.old().connect()) {
      return DifferentialCheck.run(old, plan, "mapping.sql", MAPPING, "public", 40, sensitive);
    }
  }

  private static LeftOut leftOut(String name) {
    return new LeftOut(name, "not needed", new Place("migration.yaml", 1, 1, null));
  }
}
