-- 2 a chart goes
DELETE FROM charts WHERE id = pg_temp.chart(pg_temp.someone());
