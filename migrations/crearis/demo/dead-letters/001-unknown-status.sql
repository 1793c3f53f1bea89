-- Entities with a status that nobody knows; a participant takes the registrations along.
WITH entities AS (
  SELECT 'events' AS name, id, status FROM public.events
  UNION ALL SELECT 'posts', id, status FROM public.posts
  UNION ALL SELECT 'participants', id, status FROM public.participants
  UNION ALL SELECT 'instructors', id, status FROM public.instructors
  UNION ALL SELECT 'locations', id, status FROM public.locations)
SELECT name AS new_table, ARRAY['xmlid', id] AS new_key, name AS old_table, ARRAY['id', id] AS old_key,
       '23502' AS sqlstate, 'status_id' AS reason
FROM entities WHERE status NOT IN ('active', 'archived', 'deleted')
UNION ALL
SELECT 'interactions', ARRAY['name', 'registration ' || p.id || ' ' || btrim(r.ref)], 'participants', ARRAY['id', p.id],
       '23502', 'status_id'
FROM public.participants p CROSS JOIN LATERAL unnest(string_to_array(p.event_id, ',')) AS r(ref)
WHERE p.status NOT IN ('active', 'archived', 'deleted');
