package dev.crossfade.operator.demo.tux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.operator.demo.SqlFolder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** mapping.sql and the new schema of migrations/tux, as PostgreSQL itself carries them out. */
class TuxMappingIT {

  private static TuxDatabase tux;
  private static Set<String> refused;

  @BeforeAll
  static void migrate() throws SQLException, IOException {
    tux = new TuxDatabase(7, 0.02);
    tux.addNewSchema();
    refused = new PostgresJudgement(tux.database()).run();
  }

  @AfterAll
  static void drop() {
    tux.close();
  }

  /**
   * Red when a query in demo/dead-letters misses a row, finds one too many, or gives it another
   * cause.
   */
  @Test
  void refusesExactlyTheRowsThatWerePlanted() {
    Set<String> planted = new TreeSet<>();
    tux.data().deadLetters().forEach(each -> planted.add(PostgresJudgement.line(each)));

    assertThat(refused).isEqualTo(planted).hasSizeGreaterThan(50);
  }

  @Test
  void bringsEveryOtherRow() {
    Map.of(
            "guild",
            "Guild",
            "guild_config",
            "GuildConfig",
            "cases",
            "Case",
            "snippet",
            "Snippet",
            "reminder",
            "Reminder",
            "afk",
            "AFKModel",
            "levels",
            "Levels",
            "starboard",
            "Starboard",
            "starboard_message",
            "StarboardMessage")
        .forEach(
            (newTable, oldTable) -> {
              long dead = refused.stream().filter(line -> line.startsWith(newTable + " ")).count();
              long rows = tux.data().rowsByTable().get(oldTable);
              assertThat(tux.database().ask("SELECT count(*) FROM " + newTable))
                  .isEqualTo("" + (rows - dead));
            });
  }

  @Test
  void endsATemporaryBanWithAnUnban() {
    assertThat(
            tux.column(
                "SELECT DISTINCT n.case_type FROM cases n JOIN \"Case\" o ON o.case_id = n.id WHERE o.case_type = 'UNTEMPBAN'"))
        .containsExactly("UNBAN");
  }

  @Test
  void keepsEveryDigitOfARole() {
    assertThat(
            tux.column(
                "SELECT case_user_roles::text FROM cases WHERE case_user_roles::text LIKE '%9223372036854775807%'"))
        .isNotEmpty()
        .containsOnly("[9223372036854775807,9007199254740993,1]");
  }

  @Test
  void aRoleAtSeveralLevelsHoldsTheHighest() {
    assertThat(
            tux.column(
                """
                SELECT r.rank FROM permission_assignments a
                JOIN permission_ranks r ON r.id = a.permission_rank_id
                JOIN "GuildConfig" g ON g.guild_id = a.guild_id AND g.perm_level_0_role_id = a.role_id
                WHERE g.perm_level_0_role_id = g.perm_level_7_role_id
                """))
        .isNotEmpty()
        .containsOnly("7");
  }

  @Test
  void aMissingTimeStaysMissing() {
    assertThat(
            tux.column(
                "SELECT n.created_at FROM cases n JOIN \"Case\" o ON o.case_id = n.id WHERE o.case_created_at IS NULL"))
        .isNotEmpty()
        .containsOnly("null");
  }

  @Test
  void itsChecksFindNothing() {
    assertThat(new SqlFolder(TuxDatabase.MIGRATION.resolve("checks")).texts())
        .hasSize(3)
        .allSatisfy(
            check -> assertThat(tux.database().query(check.replaceAll(";\\s*$", ""))).isEmpty());
  }
}
