-- The rows of "Levels" that the new table levels refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'Levels' AS old_table, ARRAY['member_id', l.member_id::text, 'guild_id', l.guild_id::text] AS old_key,
       'levels' AS new_table, ARRAY['member_id', l.member_id::text, 'guild_id', l.guild_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "Levels" l
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22003', 'level', l.level NOT BETWEEN -2147483648 AND 2147483647),
    (2, '23514', 'check_level_positive', l.level < 0),
    (3, '23514', 'check_levels_guild_id_valid', l.guild_id <= 0),
    (4, '23514', 'check_levels_member_id_valid', l.member_id <= 0),
    (5, '23514', 'check_xp_positive', l.xp < 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
