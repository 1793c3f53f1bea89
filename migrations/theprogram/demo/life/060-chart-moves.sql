-- 8 a chart moves to another client of its user, or to none
UPDATE charts SET client_id = CASE pg_temp.n(4) WHEN 0 THEN NULL ELSE pg_temp.client(pg_temp.someone()) END, updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.chart(pg_temp.someone());
