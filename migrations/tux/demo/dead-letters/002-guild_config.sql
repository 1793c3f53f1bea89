-- The rows of "GuildConfig" that the new table guild_config refuses: what the mapping cannot cast, then what a CHECK forbids.
SELECT 'GuildConfig' AS old_table, ARRAY['guild_id', g.guild_id::text] AS old_key,
       'guild_config' AS new_table, ARRAY['id', g.guild_id::text] AS new_key,
       v.sqlstate, v.reason
FROM "GuildConfig" g
CROSS JOIN LATERAL (
  SELECT w.sqlstate, w.reason
  FROM (VALUES
    (1, '22001', 'prefix', length(g.prefix) > 3 AND rtrim(substr(g.prefix, 4), ' ') <> ''),
    (2, '23514', 'check_audit_log_id_valid', g.audit_log_id <= 0),
    (3, '23514', 'check_dev_log_id_valid', g.dev_log_id <= 0),
    (4, '23514', 'check_guild_config_guild_id_valid', g.guild_id <= 0),
    (5, '23514', 'check_jail_channel_id_valid', g.jail_channel_id <= 0),
    (6, '23514', 'check_jail_role_id_valid', g.jail_role_id <= 0),
    (7, '23514', 'check_join_log_id_valid', g.join_log_id <= 0),
    (8, '23514', 'check_mod_log_id_valid', g.mod_log_id <= 0),
    (9, '23514', 'check_prefix_not_empty', g.prefix = ''),
    (10, '23514', 'check_private_log_id_valid', g.private_log_id <= 0),
    (11, '23514', 'check_report_log_id_valid', g.report_log_id <= 0)
  ) AS w(nr, sqlstate, reason, refused)
  WHERE w.refused
  ORDER BY w.nr
  LIMIT 1
) AS v;
