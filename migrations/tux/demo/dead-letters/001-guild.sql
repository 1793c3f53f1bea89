-- The rows of "Guild" that the new table guild refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'Guild' AS old_table, ARRAY['guild_id', g.guild_id::text] AS old_key,
       'guild' AS new_table, ARRAY['id', g.guild_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "Guild" g
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22003', 'case_count', g.case_count NOT BETWEEN -2147483648 AND 2147483647),
    (2, '23514', 'check_case_count_positive', g.case_count < 0),
    (3, '23514', 'check_guild_id_valid', g.guild_id <= 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
