-- The rows of "Case" that the new table cases refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'Case' AS old_table, ARRAY['case_id', c.case_id::text] AS old_key,
       'cases' AS new_table, ARRAY['id', c.case_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "Case" c
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22003', 'case_number', c.case_number NOT BETWEEN -2147483648 AND 2147483647),
    (2, '22001', 'case_reason', length(c.case_reason) > 2000 AND rtrim(substr(c.case_reason, 2001), ' ') <> ''),
    (3, '23514', 'check_case_guild_id_valid', c.guild_id <= 0),
    (4, '23514', 'check_case_moderator_id_valid', c.case_moderator_id <= 0),
    (5, '23514', 'check_case_number_positive', c.case_number < 1),
    (6, '23514', 'check_case_user_id_valid', c.case_user_id <= 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
