-- Entities that were changed before they were made, or events that end before they begin
SELECT 'events' AS "table", xmlid FROM events WHERE date_end::timestamp < date_begin::timestamp OR updated_at::timestamp < created_at
UNION ALL SELECT 'instructors', xmlid FROM instructors WHERE updated_at::timestamp < created_at
UNION ALL SELECT 'locations', xmlid FROM locations WHERE updated_at::timestamp < created_at
UNION ALL SELECT 'participants', xmlid FROM participants WHERE updated_at::timestamp < created_at
UNION ALL SELECT 'posts', xmlid FROM posts WHERE updated_at::timestamp < created_at;
