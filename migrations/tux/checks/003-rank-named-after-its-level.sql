-- Migrated ranks that are not named after their level
SELECT r.id, r.guild_id, r.rank, r.name
FROM permission_ranks r
WHERE r.name IS DISTINCT FROM 'Rank ' || r.rank
   OR r.description IS DISTINCT FROM 'Migrated permission rank ' || r.rank;
