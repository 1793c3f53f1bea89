-- 12 a client's name and address change
UPDATE clients SET first_name = CASE pg_temp.n(4) WHEN 0 THEN NULL ELSE 'Žofie ' || pg_temp.n(1000) END,
       email = CASE pg_temp.n(3) WHEN 0 THEN NULL ELSE 'new.' || pg_temp.n(1000) || '@example.org' END,
       updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.client(pg_temp.someone());
