-- 10 a transit is seen; others turn from applying to separating to not known
INSERT INTO transit_events (id, chart_id, event_date, transiting_planet, natal_planet, aspect_type, orb, is_applying, created_at, updated_at)
SELECT pg_temp.fresh('transit'), c.id, date '2026-01-01', 'pluto', 'moon', 'opposition', 0.00, false, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
FROM charts c WHERE c.id = pg_temp.chart(pg_temp.someone());
UPDATE transit_events SET is_applying = CASE WHEN is_applying THEN false WHEN NOT is_applying THEN NULL ELSE true END,
       orb = CASE WHEN orb IS NULL THEN 0.00 WHEN orb = 0 THEN 1.25 END, updated_at = now() AT TIME ZONE 'UTC'
WHERE chart_id = pg_temp.chart(pg_temp.someone());
