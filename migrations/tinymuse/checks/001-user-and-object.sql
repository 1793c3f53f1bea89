-- Users that are not a player among the objects, too
SELECT u.id, u.username
FROM users u
LEFT JOIN virtual_objects o ON o.id = u.id AND o.object_type = 'player' AND o.name = u.username
WHERE o.id IS NULL;
