-- The rows of "Reminder" that the new table reminder refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'Reminder' AS old_table, ARRAY['reminder_id', r.reminder_id::text] AS old_key,
       'reminder' AS new_table, ARRAY['id', r.reminder_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "Reminder" r
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22001', 'reminder_content', length(r.reminder_content) > 2000 AND rtrim(substr(r.reminder_content, 2001), ' ') <> ''),
    (2, '23514', 'check_reminder_channel_id_valid', r.reminder_channel_id <= 0),
    (3, '23514', 'check_reminder_guild_id_valid', r.guild_id <= 0),
    (4, '23514', 'check_reminder_user_id_valid', r.reminder_user_id <= 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
