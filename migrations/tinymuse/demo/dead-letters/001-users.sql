-- The players that the new table users refuses: their names are too short.
SELECT 'objects' AS old_table, ARRAY['dbref', o.dbref::text] AS old_key,
       'users' AS new_table, ARRAY['id', md5('object:' || o.dbref)::uuid::text] AS new_key,
       '23514' AS sqlstate, 'users_username_length' AS reason
FROM public.objects o
WHERE o.type = 'player' AND NOT o.freed AND char_length(o.name) < 3;
