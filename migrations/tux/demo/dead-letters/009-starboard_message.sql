-- The rows of "StarboardMessage" that the new table starboard_message refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'StarboardMessage' AS old_table, ARRAY['message_id', m.message_id::text] AS old_key,
       'starboard_message' AS new_table, ARRAY['id', m.message_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "StarboardMessage" m
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22001', 'message_content', length(m.message_content) > 4000 AND rtrim(substr(m.message_content, 4001), ' ') <> ''),
    (2, '23514', 'check_star_count_positive', m.star_count < 0),
    (3, '23514', 'check_starboard_msg_channel_id_valid', m.message_channel_id <= 0),
    (4, '23514', 'check_starboard_msg_guild_id_valid', m.message_guild_id <= 0),
    (5, '23514', 'check_starboard_msg_id_valid', m.message_id <= 0),
    (6, '23514', 'check_starboard_msg_user_id_valid', m.message_user_id <= 0),
    (7, '23514', 'check_starboard_post_id_valid', m.starboard_message_id <= 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
