-- Tux: old bot database to v0.1.0. README.md beside this file says why each decision was taken.
--
-- No row is filtered out because the new schema would refuse it: a reason that is too long, a number that does not
-- fit, a time that runs backwards becomes a dead letter with its cause, never a silent drop and never a made-up value.
-- Columns that are not listed (updated_at, and created_at where the old table had none) take the new schema's default.

INSERT INTO guild (id, guild_joined_at, case_count)
SELECT g.guild_id, g.guild_joined_at, g.case_count
FROM "Guild" g;

-- A guild that never chose a prefix has the bot's own, '$'. Nobody has been through the new bot's onboarding yet.
INSERT INTO guild_config (id, prefix,
                          mod_log_id, audit_log_id, join_log_id, private_log_id, report_log_id, dev_log_id,
                          jail_channel_id, jail_role_id, onboarding_completed)
SELECT g.guild_id, COALESCE(g.prefix, '$'),
       g.mod_log_id, g.audit_log_id, g.join_log_id, g.private_log_id, g.report_log_id, g.dev_log_id,
       g.jail_channel_id, g.jail_role_id, false
FROM "GuildConfig" g;

-- The new bot has no UNTEMPBAN: ending a temporary ban is an UNBAN.
-- Role ids are beyond 2^53; to_json writes every digit of them.
INSERT INTO cases (id, guild_id, case_number, case_type, case_status, case_processed, case_reason,
                   case_moderator_id, case_user_id, case_user_roles, case_expires_at, created_at)
SELECT c.case_id, c.guild_id, c.case_number,
       CASE c.case_type WHEN 'UNTEMPBAN' THEN 'UNBAN' ELSE c.case_type::text END,
       COALESCE(c.case_status, true), COALESCE(c.case_tempban_expired, false), c.case_reason,
       c.case_moderator_id, c.case_user_id, to_json(c.case_user_roles), c.case_expires_at, c.case_created_at
FROM "Case" c;

INSERT INTO snippet (id, guild_id, snippet_name, snippet_content, snippet_user_id, uses, locked, alias, created_at)
SELECT s.snippet_id, s.guild_id, s.snippet_name, s.snippet_content, s.snippet_user_id, s.uses, s.locked, s.alias,
       s.snippet_created_at
FROM "Snippet" s;

INSERT INTO reminder (id, guild_id, reminder_content, reminder_expires_at, reminder_channel_id, reminder_user_id,
                      reminder_sent, created_at)
SELECT r.reminder_id, r.guild_id, r.reminder_content, r.reminder_expires_at, r.reminder_channel_id, r.reminder_user_id,
       r.reminder_sent, r.reminder_created_at
FROM "Reminder" r;

-- The old key is the member alone; the new one is the member in a guild.
INSERT INTO afk (member_id, guild_id, nickname, reason, since, until, enforced, perm_afk)
SELECT a.member_id, a.guild_id, a.nickname, a.reason, a.since, a.until, a.enforced, a.perm_afk
FROM "AFKModel" a;

INSERT INTO levels (member_id, guild_id, xp, level, blacklisted, last_message)
SELECT l.member_id, l.guild_id, l.xp, l.level, l.blacklisted, l.last_message
FROM "Levels" l;

INSERT INTO starboard (id, starboard_channel_id, starboard_emoji, starboard_threshold)
SELECT s.guild_id, s.starboard_channel_id, s.starboard_emoji, s.starboard_threshold
FROM "Starboard" s;

INSERT INTO starboard_message (id, message_guild_id, message_channel_id, message_user_id, message_content,
                               message_expires_at, star_count, starboard_message_id, created_at)
SELECT m.message_id, m.message_guild_id, m.message_channel_id, m.message_user_id, m.message_content,
       m.message_expires_at, m.star_count, m.starboard_message_id, m.message_created_at
FROM "StarboardMessage" m;

-- Eight columns become up to eight ranks. 0 means "no role", like NULL.
INSERT INTO permission_ranks (guild_id, rank, name, description)
SELECT g.guild_id, l.rank, 'Rank ' || l.rank, 'Migrated permission rank ' || l.rank
FROM "GuildConfig" g
CROSS JOIN LATERAL (VALUES
  (0, g.perm_level_0_role_id),
  (1, g.perm_level_1_role_id),
  (2, g.perm_level_2_role_id),
  (3, g.perm_level_3_role_id),
  (4, g.perm_level_4_role_id),
  (5, g.perm_level_5_role_id),
  (6, g.perm_level_6_role_id),
  (7, g.perm_level_7_role_id)
) AS l(rank, role_id)
WHERE l.role_id IS NOT NULL AND l.role_id <> 0
ON CONFLICT (guild_id, rank) DO UPDATE;

-- Each of those roles holds its rank. A role that stands at several levels holds the highest: the last of them wins.
INSERT INTO permission_assignments (guild_id, permission_rank_id, role_id)
SELECT g.guild_id,
       (SELECT r.id FROM new.permission_ranks r WHERE r.guild_id = g.guild_id AND r.rank = l.rank),
       l.role_id
FROM "GuildConfig" g
CROSS JOIN LATERAL (VALUES
  (0, g.perm_level_0_role_id),
  (1, g.perm_level_1_role_id),
  (2, g.perm_level_2_role_id),
  (3, g.perm_level_3_role_id),
  (4, g.perm_level_4_role_id),
  (5, g.perm_level_5_role_id),
  (6, g.perm_level_6_role_id),
  (7, g.perm_level_7_role_id)
) AS l(rank, role_id)
WHERE l.role_id IS NOT NULL AND l.role_id <> 0
ON CONFLICT (guild_id, role_id) DO UPDATE;
