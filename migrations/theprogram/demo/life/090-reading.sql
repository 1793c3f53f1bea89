-- 10 a chart is interpreted
INSERT INTO chart_interpretations (id, chart_id, element_type, element_key, ai_description, version, is_approved, created_at, updated_at)
SELECT pg_temp.fresh('reading'), c.id, 'aspect', 'sun_square_moon', 'Spannung – ☉□☽', 1, NULL, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
FROM charts c WHERE c.id = pg_temp.chart(pg_temp.someone());
