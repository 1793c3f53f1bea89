-- Natural keys that still hold a list
SELECT 'events' AS "table", xmlid FROM events WHERE xmlid LIKE '%,%'
UNION ALL SELECT 'posts', xmlid FROM posts WHERE xmlid LIKE '%,%' OR event_xmlid LIKE '%,%'
UNION ALL SELECT 'participants', xmlid FROM participants WHERE event_xmlid LIKE '%,%'
UNION ALL SELECT 'instructors', xmlid FROM instructors WHERE event_xmlid LIKE '%,%'
UNION ALL SELECT 'locations', xmlid FROM locations WHERE event_xmlid LIKE '%,%';
