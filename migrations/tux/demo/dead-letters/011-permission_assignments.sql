-- The roles of "GuildConfig" that the new table permission_assignments refuses: once each, at however many levels they stand.
SELECT DISTINCT 'GuildConfig' AS old_table, ARRAY['guild_id', g.guild_id::text] AS old_key,
       'permission_assignments' AS new_table, ARRAY['guild_id', g.guild_id::text, 'role_id', u.role_id::text] AS new_key,
       '23514' AS sqlstate,
       CASE WHEN g.guild_id <= 0 THEN 'check_assignment_guild_id_valid' ELSE 'check_assignment_role_id_valid' END AS reason
FROM "GuildConfig" g
CROSS JOIN LATERAL unnest(ARRAY[
  g.perm_level_0_role_id, g.perm_level_1_role_id, g.perm_level_2_role_id, g.perm_level_3_role_id,
  g.perm_level_4_role_id, g.perm_level_5_role_id, g.perm_level_6_role_id, g.perm_level_7_role_id
]) AS u(role_id)
WHERE u.role_id <> 0 AND (g.guild_id <= 0 OR u.role_id < 0);
