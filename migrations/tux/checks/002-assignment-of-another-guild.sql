-- Assignments that give a role the rank of another guild
SELECT a.id, a.guild_id, a.role_id, r.guild_id AS rank_of
FROM permission_assignments a
JOIN permission_ranks r ON r.id = a.permission_rank_id
WHERE r.guild_id <> a.guild_id;
