-- Entities without a name
SELECT 'events' AS "table", xmlid FROM events WHERE btrim(name) = ''
UNION ALL SELECT 'posts', xmlid FROM posts WHERE btrim(name) = ''
UNION ALL SELECT 'participants', xmlid FROM participants WHERE btrim(name) = ''
UNION ALL SELECT 'instructors', xmlid FROM instructors WHERE btrim(name) = ''
UNION ALL SELECT 'locations', xmlid FROM locations WHERE btrim(name) = ''
UNION ALL SELECT 'users', sysmail FROM users WHERE btrim(username) = ''
UNION ALL SELECT 'tags', name FROM tags WHERE btrim(name) = '';
