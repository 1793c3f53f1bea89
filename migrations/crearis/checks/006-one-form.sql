-- Truth values and times that are written in more than one form
SELECT 'locations' AS "table", xmlid FROM locations
WHERE is_company NOT IN ('true', 'false') OR is_location_provider NOT IN ('true', 'false')
UNION ALL SELECT 'posts', xmlid FROM posts WHERE is_published NOT IN ('true', 'false')
UNION ALL SELECT 'posts', xmlid FROM posts WHERE updated_at LIKE '%T%'
UNION ALL SELECT 'events', xmlid FROM events WHERE updated_at LIKE '%T%' OR date_begin LIKE '%T%';
