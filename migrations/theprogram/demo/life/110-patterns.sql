-- 5 a pattern is found, another is not one any more
INSERT INTO aspect_patterns (id, chart_id, pattern_type, planets_involved, created_at, updated_at)
SELECT pg_temp.fresh('pattern'), c.id, 'yod', '[]', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
FROM charts c WHERE c.id = pg_temp.chart(pg_temp.someone());
DELETE FROM aspect_patterns WHERE id = (SELECT id FROM aspect_patterns WHERE chart_id = pg_temp.chart(pg_temp.someone()) ORDER BY id LIMIT 1);
