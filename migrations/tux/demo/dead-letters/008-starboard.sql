-- The rows of "Starboard" that the new table starboard refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'Starboard' AS old_table, ARRAY['guild_id', s.guild_id::text] AS old_key,
       'starboard' AS new_table, ARRAY['id', s.guild_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "Starboard" s
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22001', 'starboard_emoji', length(s.starboard_emoji) > 64 AND rtrim(substr(s.starboard_emoji, 65), ' ') <> ''),
    (2, '23514', 'check_starboard_channel_id_valid', s.starboard_channel_id <= 0),
    (3, '23514', 'check_starboard_guild_id_valid', s.guild_id <= 0),
    (4, '23514', 'check_starboard_threshold_positive', s.starboard_threshold < 1)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
