-- 3 a chart is drawn over the birth data of somebody else's client
UPDATE charts SET birth_data_id = (SELECT id FROM birth_data ORDER BY id < pg_temp.fresh('data'), id LIMIT 1), updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.chart(pg_temp.someone());
