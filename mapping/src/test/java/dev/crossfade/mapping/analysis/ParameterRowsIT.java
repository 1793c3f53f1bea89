package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.problems.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParameterRowsIT {

  private static final String OLD =
      """
      CREATE TABLE users (
        id uuid PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, name text,
        tenant int NOT NULL, number int NOT NULL, UNIQUE (tenant, number));
      CREATE TABLE clients (id int PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, name text);
      INSERT INTO users VALUES ('00000000-0000-4000-8000-000000000001', 'ada@x', 'Ada', 1, 1);
      """;
  private static final String NEW = "CREATE TABLE people (id text PRIMARY KEY, name text)";

  private Databases databases;

  @BeforeAll
  void create() {
    databases = Databases.with(OLD, NEW);
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @Test
  void aParameterThatNamesARowIsInOrder() throws SQLException {
    assertThat(problems("WHERE u.email = :who", "ada@x")).isEmpty();
    assertThat(problems("WHERE :who = u.email", "ada@x")).isEmpty();
    assertThat(problems("WHERE u.id = :who", "00000000-0000-4000-8000-000000000001")).isEmpty();
  }

  @Test
  void anUnknownValueOfAUniqueColumnIsRefusedWithoutSayingIt() throws SQLException {
    // Red without the question in ParameterRows.ask.
    Problem problem = only(problems("WHERE u.email = :who", "bob@secret"));

    assertThat(problem.code()).isEqualTo("CF058");
    assertThat(problem.message()).isEqualTo("no row of public.users has the email that :who names");
    assertThat(problem.message() + problem.hint()).doesNotContain("secret");
    assertThat(problem.place().line()).isEqualTo(2);
    assertThat(problem.place().column()).isEqualTo("WHERE u.email = ".length() + 1);
  }

  @Test
  void itIsFoundInAJoinAndBehindACastAndAnOr() throws SQLException {
    String join =
        """
        INSERT INTO people (id, name) SELECT c.id::text, c.name FROM clients c
        JOIN users u ON u.id = c.user_id AND u.email = :who""";
    assertThat(only(errors(join, "bob@x")).code()).isEqualTo("CF058");
    assertThat(only(problems("WHERE u.email::text = :who", "bob@x")).code()).isEqualTo("CF058");
    assertThat(only(problems("WHERE u.name IS NULL OR u.email = :who", "bob@x")).code())
        .isEqualTo("CF058");
  }

  @Test
  void itIsToldOnceForEachParameter() throws SQLException {
    String twice =
        """
        INSERT INTO people (id, name) SELECT u.id::text, u.name FROM users u
        WHERE u.email = :who AND (u.tenant = 1 OR u.email = :who)""";
    assertThat(errors(twice, "bob@x")).hasSize(1);
  }

  @Test
  void aColumnThatIsNotUniqueByItselfMayMatchNothing() throws SQLException {
    assertThat(problems("WHERE u.name = :who", "Bob")).isEmpty();
    assertThat(problems("WHERE u.tenant = :who", "7")).isEmpty();
  }

  private List<Problem> problems(String where, String who) throws SQLException {
    return errors("INSERT INTO people (id, name) SELECT u.id, u.name FROM users u\n" + where, who);
  }

  private List<Problem> errors(String mapping, String who) throws SQLException {
    return databases.compile(mapping, Map.of("who", who), List.of()).problems().stream()
        .filter(Problem::isError)
        .filter(problem -> !problem.code().startsWith("CF06")) // what a whole mapping must read
        .toList();
  }

  private static Problem only(List<Problem> problems) {
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }
}
