package dev.crossfade.verifier.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import dev.crossfade.verifier.DrainPoint;
import dev.crossfade.verifier.VerifierSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckRunIT {

  private static final TableId PERSON = new TableId("app", "person");

  private TestDatabase now;
  private DrainPoint drain = max -> true;
  private boolean showValues;
  private Map<String, List<String>> sensitive = Map.of();

  @BeforeEach
  void makeDatabase() {
    now = TestPostgres.shared().create("checks");
    now.execute(
        "CREATE SCHEMA app",
        "CREATE TABLE app.person (id int PRIMARY KEY, name text, secret text)",
        "INSERT INTO app.person VALUES (1, 'one', 's1'), (2, '', 's2'), (3, '', 's3')");
  }

  @AfterEach
  void dropDatabase() {
    now.close();
  }

  private CheckResult run(String sql) throws SQLException, InterruptedException {
    try (CheckSession session = PostgresCheckSession.open(PostgresUrl.parse(now.url()), "app")) {
      VerifierSettings settings =
          new VerifierSettings(
              Set.of(), showValues, 20, 3, Duration.ofMinutes(1), Duration.ofSeconds(10));
      return new CheckRun(session, plan(), settings, max -> drain.drain(max))
          .run(List.of(check(sql)))
          .get(0);
    }
  }

  private static OwnCheck check(String sql) {
    return new OwnCheck(
        "010-check", "Title", new SourceText("checks/010-check.sql", sql), sql.length());
  }

  private MigrationPlan plan() {
    ColumnType text = ColumnType.scalar("text", "text");
    NewTable person =
        new NewTable(
            PERSON,
            List.of(
                new NewTable.Column("id", text, true, false, null),
                new NewTable.Column("name", text, false, false, null),
                new NewTable.Column("secret", text, false, false, null)),
            List.of("id"),
            NewTable.Conflict.FIRST_STANDS,
            NewTable.Path.DIRECT,
            null,
            List.of());
    return new MigrationPlan(
        "m", 1, "hash", 1, List.of(), List.of(person), NullNode.getInstance(), sensitive, 170_000);
  }

  @Test
  void aCheckThatReturnsNoRowPasses() throws Exception {
    CheckResult result = run("-- T\nSELECT id FROM person WHERE name IS NULL");

    assertThat(result.passed()).isTrue();
    assertThat(result.rows()).isZero();
  }

  @Test
  void rowsAreCountedAndTheirValuesStandNowhereUnlessAskedFor() throws Exception {
    CheckResult result = run("-- T\nSELECT id, name FROM person WHERE name = '' -- why");

    assertThat(result.passed()).isFalse();
    assertThat(result.rows()).isEqualTo(2);
    assertThat(result.settled()).isTrue();
    assertThat(result.examples()).isEmpty();
    assertThat(result.columns()).containsExactly("id", "name");
  }

  // Seen red when CheckRun.mayBeSensitive answers false.
  @Test
  void sensitiveValuesAndWhatIsMadeOfThemAreNeverShown() throws Exception {
    showValues = true;
    sensitive = Map.of(PERSON.quoted(), List.of("secret"));

    CheckResult result =
        run(
            "-- T\nSELECT id, secret AS s, upper(secret) AS u, p AS whole FROM person p WHERE id = 2");

    assertThat(result.examples()).containsExactly(List.of("2", "***", "***", "***"));
  }

  @Test
  void valuesAreShownIfAskedFor() throws Exception {
    showValues = true;

    assertThat(run("-- T\nSELECT p.*, upper(secret) FROM person p WHERE id = 2").examples())
        .containsExactly(List.of("2", "", "s2", "S2"));
  }

  // Seen red when CheckRun.settled looks once only.
  @Test
  void aRowThatIsOnlyOnItsWayDoesNotCount() throws Exception {
    drain =
        max -> {
          now.execute("UPDATE app.person SET name = 'come' WHERE id = 2");
          return true;
        };

    assertThat(run("-- T\nSELECT id FROM person WHERE name = ''").rows()).isOne();
    assertThat(run("-- T\nSELECT id FROM person WHERE name = '' AND id = 2").passed()).isTrue();
  }

  @Test
  void otherRowsAtEveryLookCountToo() throws Exception {
    drain =
        max -> {
          now.execute("UPDATE app.person SET secret = secret || 'x'");
          return true;
        };

    CheckResult result = run("-- T\nSELECT name, max(secret) FROM person GROUP BY name");

    assertThat(result.rows()).isEqualTo(2);
    assertThat(result.settled()).isFalse();
  }

  @Test
  void whatIsFoundWhileNothingDrainsStandsAsItIs() throws Exception {
    drain = max -> false;

    assertThat(run("-- T\nSELECT id FROM person WHERE name = ''").rows()).isEqualTo(2);
  }

  @Test
  void aCheckThatRaisesFailsWithoutTellingTheValue() throws Exception {
    CheckResult result = run("-- T\nSELECT secret::int FROM person");

    assertThat(result.passed()).isFalse();
    assertThat(result.failure()).contains("22P02").doesNotContain("s1");
  }

  @Test
  void whatTheServerRefusesIsToldWithItsPlaceBeforeAnyRowIsRead() throws Exception {
    try (CheckSession session = PostgresCheckSession.open(PostgresUrl.parse(now.url()), "app")) {
      assertThat(
              session.problems(
                  List.of(
                      check("-- T\nSELECT id FROM person"),
                      check("-- Ü\nSELECT id,\n  nme FROM person"),
                      check("-- T\nDELETE FROM person"))))
          .extracting(problem -> problem.place() + " " + problem.code())
          .containsExactly("checks/010-check.sql:3:3 42703", "checks/010-check.sql:2:8 42601");
    }
  }

  @Test
  void aCheckCanOnlyRead() {
    now.execute(
        "CREATE FUNCTION app.spoil() RETURNS int LANGUAGE sql AS"
            + " 'UPDATE app.person SET name = NULL RETURNING 1'");

    assertThatThrownBy(() -> run("-- T\nSELECT spoil()"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("read-only");
  }
}
