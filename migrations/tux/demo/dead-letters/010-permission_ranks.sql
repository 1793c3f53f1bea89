-- The levels of "GuildConfig" that the new table permission_ranks refuses: those of a guild that is none.
SELECT 'GuildConfig' AS old_table, ARRAY['guild_id', g.guild_id::text] AS old_key,
       'permission_ranks' AS new_table, ARRAY['guild_id', g.guild_id::text, 'rank', l.rank::text] AS new_key,
       '23514' AS sqlstate, 'check_permission_rank_guild_id_valid' AS reason
FROM "GuildConfig" g
CROSS JOIN LATERAL unnest(ARRAY[
  g.perm_level_0_role_id, g.perm_level_1_role_id, g.perm_level_2_role_id, g.perm_level_3_role_id,
  g.perm_level_4_role_id, g.perm_level_5_role_id, g.perm_level_6_role_id, g.perm_level_7_role_id
]) WITH ORDINALITY AS u(role_id, position)
CROSS JOIN LATERAL (SELECT u.position - 1 AS rank) AS l
WHERE u.role_id <> 0 AND g.guild_id <= 0;
