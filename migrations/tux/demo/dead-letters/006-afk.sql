-- The rows of "AFKModel" that the new table afk refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'AFKModel' AS old_table, ARRAY['member_id', a.member_id::text] AS old_key,
       'afk' AS new_table, ARRAY['member_id', a.member_id::text, 'guild_id', a.guild_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "AFKModel" a
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22001', 'nickname', length(a.nickname) > 100 AND rtrim(substr(a.nickname, 101), ' ') <> ''),
    (2, '22001', 'reason', length(a.reason) > 500 AND rtrim(substr(a.reason, 501), ' ') <> ''),
    (3, '23514', 'check_afk_guild_id_valid', a.guild_id <= 0),
    (4, '23514', 'check_afk_member_id_valid', a.member_id <= 0),
    (5, '23514', 'check_afk_until_after_since', a.until <= a.since)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
