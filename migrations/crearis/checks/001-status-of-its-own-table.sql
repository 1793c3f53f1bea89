-- Entities whose status belongs to another table
SELECT x."table", x.id FROM (
  SELECT 'events' AS "table", id::text, status_id FROM events
  UNION ALL SELECT 'posts', id::text, status_id FROM posts
  UNION ALL SELECT 'participants', id::text, status_id FROM participants
  UNION ALL SELECT 'instructors', id::text, status_id FROM instructors
  UNION ALL SELECT 'locations', id::text, status_id FROM locations
  UNION ALL SELECT 'projects', id::text, status_id FROM projects
  UNION ALL SELECT 'users', id::text, status_id FROM users
  UNION ALL SELECT 'tasks', id, status_id FROM tasks
  UNION ALL SELECT 'interactions', id::text, status_id FROM interactions) AS x
JOIN status s ON s.id = x.status_id WHERE s."table" <> x."table";
