package dev.crossfade.operator.demo.tux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.tux.rows.OldData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TuxDataIT {

  private static final double SCALE = 0.02;

  private static TuxDatabase tux;

  @BeforeAll
  static void generate() throws SQLException {
    tux = new TuxDatabase(42, SCALE);
  }

  @AfterAll
  static void drop() {
    tux.close();
  }

  @Test
  void makesAsManyRowsAsItsScaleAsksFor() {
    assertThat(tux.data().rowsByTable())
        .isEqualTo(
            Map.of(
                "Guild", 20L,
                "GuildConfig", 20L,
                "Case", 1_600L,
                "Snippet", 200L,
                "Reminder", 400L,
                "AFKModel", 100L,
                "Levels", 3_000L,
                "Starboard", 20L,
                "StarboardMessage", 480L,
                "Note", 200L));
    tux.data()
        .rowsByTable()
        .forEach(
            (table, rows) ->
                assertThat(tux.database().ask("SELECT count(*) FROM \"" + table + "\""))
                    .isEqualTo("" + rows));
    assertThat(OldData.ROWS).isEqualTo(300_280);
    assertThat(TuxDatabase.DEMO.scaleFor(OldData.ROWS)).isEqualTo(1.0);
  }

  @Test
  void theSameSeedGivesTheSameRowsAndAnotherSeedOthers() throws SQLException {
    try (TuxDatabase again = new TuxDatabase(42, SCALE);
        TuxDatabase other = new TuxDatabase(43, SCALE)) {
      assertThat(again.contents()).isEqualTo(tux.contents());
      other
          .contents()
          .forEach((table, rows) -> assertThat(rows).isNotEqualTo(tux.contents().get(table)));
    }
  }

  @Test
  void goesOnCountingAfterTheRowsThatAreThere() {
    tux.database()
        .execute(
            """
            INSERT INTO "Reminder" (reminder_content, reminder_expires_at, reminder_channel_id, reminder_user_id, guild_id)
            SELECT 'later', now(), 1, 1, max(guild_id) FROM "Guild"
            """,
            "DELETE FROM \"Reminder\" WHERE reminder_content = 'later'");
  }

  @Test
  void plantsEveryKindOfRowThatTheNewSchemaRefuses() {
    Set<String> planted =
        tux.data().deadLetters().stream().map(TuxDataIT::kind).collect(Collectors.toSet());

    assertThat(planted)
        .containsExactlyInAnyOrder(
            "22003 guild case_count",
            "23514 guild check_case_count_positive",
            "23514 guild check_guild_id_valid",
            "22001 guild_config prefix",
            "23514 guild_config check_audit_log_id_valid",
            "23514 guild_config check_guild_config_guild_id_valid",
            "23514 guild_config check_jail_role_id_valid",
            "23514 guild_config check_prefix_not_empty",
            "22003 cases case_number",
            "22001 cases case_reason",
            "23514 cases check_case_guild_id_valid",
            "23514 cases check_case_moderator_id_valid",
            "23514 cases check_case_number_positive",
            "23514 cases check_case_user_id_valid",
            "22001 snippet snippet_name",
            "22001 snippet snippet_content",
            "22001 snippet alias",
            "22003 snippet uses",
            "23514 snippet check_snippet_guild_id_valid",
            "23514 snippet check_snippet_name_not_empty",
            "23514 snippet check_snippet_user_id_valid",
            "23514 snippet check_snippet_uses_positive",
            "22001 reminder reminder_content",
            "23514 reminder check_reminder_channel_id_valid",
            "23514 reminder check_reminder_guild_id_valid",
            "23514 reminder check_reminder_user_id_valid",
            "22001 afk nickname",
            "22001 afk reason",
            "23514 afk check_afk_guild_id_valid",
            "23514 afk check_afk_member_id_valid",
            "23514 afk check_afk_until_after_since",
            "22003 levels level",
            "23514 levels check_level_positive",
            "23514 levels check_levels_guild_id_valid",
            "23514 levels check_levels_member_id_valid",
            "23514 levels check_xp_positive",
            "22001 starboard starboard_emoji",
            "23514 starboard check_starboard_channel_id_valid",
            "23514 starboard check_starboard_guild_id_valid",
            "23514 starboard check_starboard_threshold_positive",
            "22001 starboard_message message_content",
            "23514 starboard_message check_star_count_positive",
            "23514 starboard_message check_starboard_msg_channel_id_valid",
            "23514 starboard_message check_starboard_msg_guild_id_valid",
            "23514 starboard_message check_starboard_msg_id_valid",
            "23514 starboard_message check_starboard_msg_user_id_valid",
            "23514 starboard_message check_starboard_post_id_valid",
            "23514 permission_ranks check_permission_rank_guild_id_valid",
            "23514 permission_assignments check_assignment_guild_id_valid",
            "23514 permission_assignments check_assignment_role_id_valid");
  }

  @Test
  void plantsWhatIsOddButFits() {
    assertThat(
            List.of(
                "\"Case\" WHERE case_status IS NULL",
                "\"Case\" WHERE case_tempban_expired IS NULL",
                "\"Case\" WHERE case_created_at IS NULL",
                "\"Case\" WHERE case_number IS NULL",
                "\"Case\" WHERE case_type = 'UNTEMPBAN'",
                "\"Case\" WHERE case_user_roles = '{}'",
                "\"Case\" WHERE 9223372036854775807 = ANY (case_user_roles)",
                "\"Case\" WHERE length(case_reason) = 2000 AND octet_length(case_reason) > 2000",
                "\"Guild\" WHERE guild_joined_at IS NULL",
                "\"Guild\" WHERE guild_id = 9223372036854775807",
                "\"GuildConfig\" WHERE prefix IS NULL",
                "\"GuildConfig\" WHERE prefix = '🐧🐧🐧'",
                "\"GuildConfig\" WHERE prefix = '!     '",
                "\"GuildConfig\" WHERE perm_level_0_role_id = perm_level_7_role_id",
                "\"GuildConfig\" WHERE perm_level_1_role_id = 0",
                "\"GuildConfig\" c JOIN \"Starboard\" s USING (guild_id) WHERE c.starboard_channel_id <> s.starboard_channel_id",
                "\"Snippet\" WHERE snippet_content IS NULL",
                "\"Snippet\" WHERE strpos(snippet_content, E'\\n') > 0 AND strpos(snippet_content, '\\') > 0",
                "\"AFKModel\" WHERE until = 'infinity'",
                "\"Levels\" WHERE xp = 'NaN'",
                "\"Levels\" WHERE xp = 'Infinity'"))
        .allSatisfy(
            rows ->
                assertThat(tux.database().ask("SELECT count(*) > 0 FROM " + rows)).isEqualTo("t"));
  }

  @Test
  void idsAreBeyondWhatAFloatCanHold() {
    assertThat(
            tux.column("SELECT guild_id FROM \"Guild\" WHERE guild_id > 0").stream()
                .map(Long::valueOf))
        .allMatch(id -> id > 1L << 53);
    assertThat(tux.database().ask("SELECT max(guild_id) FROM \"Guild\""))
        .isEqualTo("9223372036854775807");
  }

  private static String kind(PlantedDeadLetter planted) {
    return planted.sqlState() + " " + planted.newTable() + " " + planted.reason();
  }
}
