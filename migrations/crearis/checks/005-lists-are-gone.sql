-- Natural keys that still hold a list
SELECT 'events' AS "table", xmlid FROM events WHERE xmlid LIKE '%,%'
UNION ALL SELECT 'posts', xmlid FROM posts WHERE xmlid LIKE '%,%';
