package dev.crossfade.e2e.tux;

import dev.crossfade.e2e.harness.Comparison;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the eleven new tables should hold. Written from the README of the migration, not from its
 * mapping.sql, and with other functions where there are others.
 */
final class TuxTruth {

  static final List<Comparison> TABLES =
      List.of(
          Comparison.byFirst(
              "guild",
              "SELECT guild_id, guild_joined_at, case_count FROM \"Guild\"",
              "SELECT id, guild_joined_at, case_count FROM guild"),
          Comparison.byFirst(
              "guild_config",
              """
              SELECT guild_id, left(CASE WHEN prefix IS NULL THEN '$' ELSE prefix END, 3), mod_log_id, audit_log_id,
                     join_log_id, private_log_id, report_log_id, dev_log_id, jail_channel_id, jail_role_id, false
              FROM "GuildConfig"
              """,
              """
              SELECT id, prefix, mod_log_id, audit_log_id, join_log_id, private_log_id, report_log_id, dev_log_id,
                     jail_channel_id, jail_role_id, onboarding_completed
              FROM guild_config
              """),
          Comparison.byFirst(
              "cases",
              """
              SELECT case_id, guild_id, case_number, replace(case_type::text, 'UNTEMPBAN', 'UNBAN'),
                     case_status IS NOT FALSE, case_tempban_expired IS TRUE, left(case_reason, 2000),
                     case_moderator_id, case_user_id,
                     '[' || array_to_string(case_user_roles, ',', 'null') || ']', case_expires_at, case_created_at
              FROM "Case"
              """,
              """
              SELECT id, guild_id, case_number, case_type, case_status, case_processed, case_reason,
                     case_moderator_id, case_user_id, case_user_roles, case_expires_at, created_at
              FROM cases
              """),
          Comparison.byFirst(
              "snippet",
              """
              SELECT snippet_id, guild_id, left(snippet_name, 100), left(snippet_content, 4000), snippet_user_id,
                     uses, locked, left(alias, 100), snippet_created_at
              FROM "Snippet"
              """,
              """
              SELECT id, guild_id, snippet_name, snippet_content, snippet_user_id, uses, locked, alias, created_at
              FROM snippet
              """),
          Comparison.byFirst(
              "reminder",
              """
              SELECT reminder_id, guild_id, left(reminder_content, 2000), reminder_expires_at, reminder_channel_id,
                     reminder_user_id, reminder_sent, reminder_created_at
              FROM "Reminder"
              """,
              """
              SELECT id, guild_id, reminder_content, reminder_expires_at, reminder_channel_id, reminder_user_id,
                     reminder_sent, created_at
              FROM reminder
              """),
          new Comparison(
              "afk",
              2,
              """
              SELECT member_id, guild_id, left(nickname, 100), left(reason, 500), since, until, enforced, perm_afk
              FROM "AFKModel"
              """,
              "SELECT member_id, guild_id, nickname, reason, since, until, enforced, perm_afk FROM afk"),
          new Comparison(
              "levels",
              2,
              "SELECT member_id, guild_id, xp, level, blacklisted, last_message FROM \"Levels\"",
              "SELECT member_id, guild_id, xp, level, blacklisted, last_message FROM levels"),
          Comparison.byFirst(
              "starboard",
              """
              SELECT guild_id, starboard_channel_id, left(starboard_emoji, 64), starboard_threshold
              FROM "Starboard"
              """,
              """
              SELECT id, starboard_channel_id, starboard_emoji, starboard_threshold FROM starboard
              """),
          Comparison.byFirst(
              "starboard_message",
              """
              SELECT message_id, message_guild_id, message_channel_id, message_user_id, left(message_content, 4000),
                     message_expires_at, star_count, starboard_message_id, message_created_at
              FROM "StarboardMessage"
              """,
              """
              SELECT id, message_guild_id, message_channel_id, message_user_id, message_content, message_expires_at,
                     star_count, starboard_message_id, created_at
              FROM starboard_message
              """),
          new Comparison(
              "permission_ranks",
              2,
              "SELECT guild_id, rank, 'Rank ' || rank, 'Migrated permission rank ' || rank FROM ("
                  + roles()
                  + ") l",
              "SELECT guild_id, rank, name, description FROM permission_ranks"),
          new Comparison(
              "permission_assignments",
              2,
              "SELECT guild_id, role_id, max(rank) FROM (" + roles() + ") l GROUP BY 1, 2",
              """
              SELECT a.guild_id, a.role_id, r.rank
              FROM permission_assignments a
              LEFT JOIN permission_ranks r ON r.id = a.permission_rank_id AND r.guild_id = a.guild_id
              """));

  private TuxTruth() {}

  private static String roles() {
    return IntStream.rangeClosed(0, 7)
        .mapToObj(
            level ->
                "SELECT guild_id, %1$d AS rank, perm_level_%1$d_role_id AS role_id FROM \"GuildConfig\" WHERE perm_level_%1$d_role_id <> 0"
                    .formatted(level))
        .collect(Collectors.joining(" UNION ALL "));
  }
}
