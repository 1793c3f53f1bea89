package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.TypeTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tree of a SELECT comes from a temporary view, or where none can be made from a notice.
 *
 * <p>{@code TreeWay.of} chooses; the first two are red when it takes the view for everybody. {@code
 * TreeLinesTest} is about how the notice is put together.
 */
class AnalysisWaysIT {

  private static final String LONG = "(".repeat(30) + "ä b" + "{".repeat(25);
  private static Databases databases;

  @BeforeAll
  static void create() {
    databases =
        Databases.with(
            VersionsMapping.OLD
                + "CREATE TABLE \""
                + LONG
                + "\" (id int PRIMARY KEY, \""
                + LONG
                + "2\" text);",
            VersionsMapping.NEW + "CREATE TABLE long_names (id int PRIMARY KEY, t text);");
    String name = databases.old().name();
    databases
        .old()
        .execute(
            "REVOKE TEMP ON DATABASE \"" + name + "\" FROM PUBLIC",
            "DROP ROLE IF EXISTS no_temp",
            "DROP ROLE IF EXISTS only_reads",
            "CREATE ROLE no_temp LOGIN",
            "CREATE ROLE only_reads LOGIN SUPERUSER",
            "ALTER ROLE only_reads SET default_transaction_read_only TO on");
  }

  @AfterAll
  static void close() throws SQLException {
    try (Connection connection = databases.old().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP OWNED BY no_temp, only_reads; DROP ROLE no_temp, only_reads");
    }
    databases.close();
  }

  private static final String MAPPING =
      VersionsMapping.MAPPING
          + "INSERT INTO long_names (id, t) SELECT \""
          + LONG
          + "\".id, \""
          + LONG
          + "\".\""
          + LONG
          + "2\" || 'it''s {a} (\\ b) :location 5 ? :x' FROM \""
          + LONG
          + "\";\n";

  @Test
  void aLoginWithoutTheTempPrivilegeGetsTheSamePlan() throws SQLException {
    Compilation usual = compile("postgres", MAPPING);
    assertThat(usual.problems()).extracting(Problem::code).doesNotContain("CF091");

    Compilation other = compile("no_temp", MAPPING);

    assertThat(other.problems()).extracting(Problem::code).contains("CF091");
    assertThat(plan(other)).isEqualTo(plan(usual));
    assertThat(other.mapping().orElseThrow().hash())
        .isEqualTo(usual.mapping().orElseThrow().hash());
  }

  @Test
  void aLoginThatOnlyReadsGetsTheSamePlan() throws SQLException {
    assertThat(plan(compile("only_reads", MAPPING))).isEqualTo(plan(compile("postgres", MAPPING)));
  }

  @Test
  void aMistakeIsToldTheSameWay() throws SQLException {
    String wrong =
        """
        INSERT INTO active (id, name) SELECT g.id, g.nope FROM guilds g;
        INSERT INTO roles (guild_id, rank_id, role)
        SELECT g.id, (SELECT r.nope FROM new.ranks r WHERE r.guild_id = g.id AND r.rank = 1), g.id
          FROM guilds g;
        INSERT INTO roles (guild_id, rank_id, role)
        SELECT g.id, (SELECT id FROM new.ranks WHERE guild_id = g.id AND rank = 'x'), g.id
          FROM guilds g;
        """;

    List<Problem> usual = errors(compile("postgres", wrong));
    List<Problem> other = errors(compile("no_temp", wrong));

    assertThat(usual).extracting(Problem::code).containsExactly("42703", "42703", "22P02");
    assertThat(other).isEqualTo(usual);
  }

  private static List<Problem> errors(Compilation compilation) {
    return compilation.problems().stream().filter(Problem::isError).toList();
  }

  private static String plan(Compilation compilation) {
    assertThat(errors(compilation)).isEmpty();
    return PlanJson.write(compilation.mapping().orElseThrow().statements()).toPrettyString();
  }

  private static Compilation compile(String user, String mapping) throws SQLException {
    String url = databases.old().url().replaceFirst("user=[a-z]+", "user=" + user);
    CompileRequest request =
        new CompileRequest(
            "shop",
            "mapping.sql",
            mapping,
            Map.of(),
            List.of(),
            "public",
            "public",
            TypeTable.POSTGRES,
            true);
    try (Connection old = DriverManager.getConnection(url);
        Connection target = databases.target().connect()) {
      return MappingCompiler.compile(request, old, target);
    }
  }
}
