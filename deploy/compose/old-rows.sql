-- A few thousand made-up rows for the containers' old database, the same at every start. Ten of them are what real life
-- leaves behind: the new schema refuses them, and they become dead letters.

SELECT setseed(0.5);

INSERT INTO "Guild" (guild_id, guild_joined_at, case_count)
SELECT 100000000000000000 + n, timestamp '2022-01-01' + n * interval '5 hours', n % 40
FROM generate_series(1, 200) AS n;

INSERT INTO "GuildConfig" (guild_id, prefix, mod_log_id, audit_log_id, jail_channel_id, jail_role_id, starboard_channel_id,
                           perm_level_0_role_id, perm_level_1_role_id, perm_level_2_role_id, perm_level_3_role_id,
                           perm_level_7_role_id)
SELECT 100000000000000000 + n,
       CASE WHEN n = 7 THEN 'tux!' WHEN n % 3 = 0 THEN NULL ELSE '!' END, -- one prefix of four letters
       200000000000000000 + n, 200000000000001000 + n, 200000000000002000 + n, 300000000000000000 + n, NULL,
       300000000000010000 + n * 10,
       CASE WHEN n % 2 = 0 THEN 300000000000010001 + n * 10 END,
       CASE WHEN n % 5 = 0 THEN 0 ELSE 300000000000010002 + n * 10 END, -- 0 is no role
       CASE WHEN n % 7 = 0 THEN 300000000000010000 + n * 10 END, -- one role at two levels
       CASE WHEN n % 4 = 0 THEN 300000000000010007 + n * 10 END
FROM generate_series(1, 190) AS n;

INSERT INTO "Case" (case_status, case_type, case_reason, case_moderator_id, case_user_id, case_user_roles, case_number,
                    case_created_at, case_expires_at, case_tempban_expired, guild_id)
SELECT CASE n % 10 WHEN 0 THEN NULL ELSE n % 3 > 0 END,
       (enum_range(NULL::"CaseType"))[1 + n % 15],
       CASE WHEN n % 1000 = 500 THEN repeat('x', 2001) ELSE 'rule ' || n % 12 || ', ' || md5(n::text) END, -- four too long
       400000000000000000 + n % 50, 400000000000001000 + n % 900,
       CASE n % 4 WHEN 0 THEN ARRAY[]::bigint[] ELSE ARRAY[300000000000000000 + n, 9007199254740993] END,
       1 + n / 200, timestamp '2023-01-01' + n * interval '3 minutes 7.125 seconds',
       CASE WHEN n % 6 = 0 THEN timestamp '2023-02-01' + n * interval '3 minutes' END,
       CASE n % 9 WHEN 0 THEN NULL ELSE n % 9 > 5 END,
       100000000000000001 + n % 200
FROM generate_series(0, 3999) AS n;

INSERT INTO "Snippet" (snippet_name, snippet_content, snippet_user_id, snippet_created_at, guild_id, uses, locked, alias)
SELECT 'snippet-' || n / 200, CASE WHEN n % 8 > 0 THEN repeat('word ', n % 60) END, 400000000000001000 + n % 900,
       timestamp '2023-03-01' + n * interval '17 minutes', 100000000000000001 + n % 200,
       CASE n WHEN 77 THEN 3000000000 ELSE n % 500 END, n % 20 = 0, NULL -- one beyond an integer
FROM generate_series(0, 999) AS n;

INSERT INTO "Reminder" (reminder_content, reminder_created_at, reminder_expires_at, reminder_channel_id, reminder_user_id,
                        reminder_sent, guild_id)
SELECT 'remember ' || md5(n::text), timestamp '2023-04-01' + n * interval '11 minutes',
       timestamp '2024-04-01' + n * interval '11 minutes', 200000000000002000 + n % 190,
       CASE n WHEN 13 THEN 0 ELSE 400000000000001000 + n % 900 END, n % 2 = 0, 100000000000000001 + n % 200 -- one user 0
FROM generate_series(0, 999) AS n;

INSERT INTO "AFKModel" (member_id, nickname, reason, since, until, guild_id, enforced, perm_afk)
SELECT 400000000000001000 + n, 'member ' || n, 'away', timestamp '2024-05-01 12:00',
       CASE WHEN n % 150 = 149 THEN timestamp '2024-05-01 11:00' -- two end before they begin
            WHEN n % 2 = 0 THEN timestamp '2024-05-02' END,
       100000000000000001 + n % 200, n % 5 = 0, n % 7 = 0
FROM generate_series(0, 299) AS n;

INSERT INTO "Levels" (member_id, guild_id, xp, level, blacklisted, last_message)
SELECT 400000000000001000 + n % 900, 100000000000000001 + n / 900, round((random() * 5000)::numeric, 3), n % 60, n % 99 = 0,
       timestamp '2024-06-01' + n * interval '41 seconds'
FROM generate_series(0, 5999) AS n;

INSERT INTO "Starboard" (guild_id, starboard_channel_id, starboard_emoji, starboard_threshold)
SELECT 100000000000000000 + n, 200000000000003000 + n, U&'\2B50', CASE n WHEN 5 THEN 0 ELSE 1 + n % 6 END -- one threshold of 0
FROM generate_series(1, 100) AS n;

INSERT INTO "StarboardMessage" (message_id, message_content, message_created_at, message_expires_at, message_channel_id,
                                message_user_id, message_guild_id, star_count, starboard_message_id)
SELECT 500000000000000000 + n, 'starred ' || md5(n::text), timestamp '2024-07-01' + n * interval '29 minutes',
       timestamp '2024-08-01' + n * interval '29 minutes', 200000000000003000 + n % 100, 400000000000001000 + n % 900,
       100000000000000001 + n % 100, 1 + n % 30, 600000000000000000 + n
FROM generate_series(0, 999) AS n;

INSERT INTO "Note" (note_content, note_moderator_id, note_user_id, note_number, guild_id)
SELECT 'note ' || n, 400000000000000000 + n % 50, 400000000000001000 + n % 900, 1 + n / 200, 100000000000000001 + n % 200
FROM generate_series(0, 199) AS n;

ANALYZE;
