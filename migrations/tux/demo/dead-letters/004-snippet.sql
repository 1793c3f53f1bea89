-- The rows of "Snippet" that the new table snippet refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'Snippet' AS old_table, ARRAY['snippet_id', s.snippet_id::text] AS old_key,
       'snippet' AS new_table, ARRAY['id', s.snippet_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "Snippet" s
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22001', 'snippet_name', length(s.snippet_name) > 100 AND rtrim(substr(s.snippet_name, 101), ' ') <> ''),
    (2, '22001', 'snippet_content', length(s.snippet_content) > 4000 AND rtrim(substr(s.snippet_content, 4001), ' ') <> ''),
    (3, '22003', 'uses', s.uses NOT BETWEEN -2147483648 AND 2147483647),
    (4, '22001', 'alias', length(s.alias) > 100 AND rtrim(substr(s.alias, 101), ' ') <> ''),
    (5, '23514', 'check_snippet_guild_id_valid', s.guild_id <= 0),
    (6, '23514', 'check_snippet_name_not_empty', s.snippet_name = ''),
    (7, '23514', 'check_snippet_user_id_valid', s.snippet_user_id <= 0),
    (8, '23514', 'check_snippet_uses_positive', s.uses < 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
