-- 5 a chart is drawn over the birth data of an own client again
UPDATE charts SET birth_data_id = b.id, updated_at = now() AT TIME ZONE 'UTC'
FROM birth_data b
WHERE charts.id = pg_temp.chart(pg_temp.someone()) AND b.client_id = pg_temp.client(charts.user_id);
