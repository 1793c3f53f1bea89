package dev.crossfade.operator.demo.theprogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.MigrationFile;
import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.SqlFolder;
import dev.crossfade.operator.newschema.NewTables;
import dev.crossfade.operator.newschema.ScratchPostgres;
import dev.crossfade.operator.planning.MappingPlanner;
import dev.crossfade.operator.planning.Planned;
import dev.crossfade.operator.terminal.Problem;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TheprogramMappingIT {

  private static final Path MIGRATION =
      Path.of("../migrations/theprogram").toAbsolutePath().normalize();

  @TempDir static Path folder;

  private static final String CHARTS =
      "SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM charts c";

  private TestDatabase old;
  private String charts;
  private GeneratedData data;

  @BeforeAll
  void fill() throws SQLException {
    old = TestPostgres.shared().create("theprogram");
    TheprogramDemo demo = new TheprogramDemo(MIGRATION);
    try (Connection connection = old.connect()) {
      demo.createOldSchema(connection);
      data = demo.generate(connection, 7, 0.02);
    }
    charts = String.valueOf(old.ask(CHARTS));
  }

  @AfterAll
  void drop() {
    old.close();
  }

  @Test
  void theMappingCompilesAgainstTheStandInsAndBothEvaluatorsAgree() throws SQLException {
    Planned planned = planFor(TheprogramDemo.USER_EMAIL);

    assertThat(planned.problems()).extracting(Problem::code).containsExactly("CF103"); // a note
    assertThat(planned.mapping().orElseThrow().newTables()).hasSize(11);
  }

  @Test
  void anAddressThatNobodyHasIsAnErrorAndNotAnEmptyFile() throws SQLException {
    List<Problem> problems =
        planFor("user.1@exmaple.com").problems().stream().filter(Problem::isError).toList();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).code()).isEqualTo("CF058");
    assertThat(problems.get(0).toString()).doesNotContain("exmaple");
  }

  @Test
  void theGeneratorMakesEveryDirtyFact() {
    for (Map.Entry<String, String> fact :
        Map.ofEntries(
                Map.entry(
                    "planets by name",
                    "charts WHERE jsonb_typeof(chart_data -> 'planets') = 'object' AND chart_data ? 'houses_metadata'"),
                Map.entry(
                    "planets in a list",
                    "charts WHERE jsonb_typeof(chart_data -> 'planets') = 'array' AND chart_data ? 'birthData'"),
                Map.entry(
                    "houses as an object",
                    "charts WHERE jsonb_typeof(chart_data -> 'houses') = 'object'"),
                Map.entry("{}", "charts WHERE chart_data = '{}'"),
                Map.entry("[]", "charts WHERE chart_data = '[]'"),
                Map.entry("empty params", "charts WHERE calculation_params = '{}'"),
                Map.entry("no params", "charts WHERE calculation_params IS NULL"),
                Map.entry("applying not known", "transit_events WHERE is_applying IS NULL"),
                Map.entry("not applying", "transit_events WHERE NOT is_applying"),
                Map.entry("exact", "transit_events WHERE orb = 0.00"),
                Map.entry("orb not known", "transit_events WHERE orb IS NULL"),
                Map.entry(
                    "no birth data",
                    "clients c WHERE NOT EXISTS (SELECT FROM birth_data b WHERE b.client_id = c.id)"),
                Map.entry("no birth time", "birth_data WHERE birth_time IS NULL"),
                Map.entry(
                    "a foreign client's birth data",
                    "charts h JOIN birth_data b ON b.id = h.birth_data_id JOIN clients c ON c.id = b.client_id WHERE c.user_id <> h.user_id"),
                Map.entry(
                    "a foreign client",
                    "charts h JOIN clients c ON c.id = h.client_id WHERE c.user_id <> h.user_id"),
                Map.entry(
                    "a note about a foreign client",
                    "session_notes n JOIN clients c ON c.id = n.client_id WHERE c.user_id <> n.user_id"),
                Map.entry("shared interpretations", "interpretations WHERE user_id IS NULL"),
                Map.entry(
                    "a city twice",
                    "location_cache a JOIN location_cache b ON a.city_name = b.city_name AND a.id < b.id"),
                Map.entry("no first name", "clients WHERE first_name IS NULL"),
                Map.entry("names beyond Latin", "clients WHERE first_name ~ '[^\\x01-\\u024F]'"))
            .entrySet()) {
      assertThat(Long.parseLong(old.ask("SELECT count(*) FROM " + fact.getValue())))
          .as(fact.getKey())
          .isPositive();
    }
    assertThat(data.rows()).isGreaterThan(1000);
  }

  @Test
  void theSameSeedMakesTheSameRows() throws SQLException {
    try (TestDatabase again = TestPostgres.shared().create("theprogram_again");
        Connection connection = again.connect()) {
      TheprogramDemo demo = new TheprogramDemo(MIGRATION);
      demo.createOldSchema(connection);
      demo.generate(connection, 7, 0.02);

      assertThat(again.ask(CHARTS)).isEqualTo(charts);
    }
  }

  @Test
  void everythingThatCanHappenHappensAndTheDatabaseTakesIt() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(old.url());
    Life life = Life.of(new SqlFolder(MIGRATION.resolve("demo/life")).texts());
    try (LiveWorkload users = new TheprogramDemo(MIGRATION).workload(source, 7, 100_000)) {
      users.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  !users.working()
                      || users.totals().byHappening().size() == life.happenings().size());
      users.stop();
      assertThat(users.totals().rowChanges()).isPositive();
    }
  }

  private Planned planFor(String email) throws SQLException {
    MigrationConfig config =
        MigrationFile.read(
                MIGRATION,
                Map.of(
                        "OLD_DATABASE_URL", old.url(),
                        "NEW_FILE", folder.resolve("app.db").toString(),
                        "USER_EMAIL", email)
                    ::get)
            .config()
            .orElseThrow();
    try (ScratchPostgres scratch = ScratchPostgres.open()) {
      NewTables tables = NewTables.look(config, scratch);
      return new MappingPlanner(config).plan(config.oldSide().url(), tables.analysed().url());
    }
  }
}
