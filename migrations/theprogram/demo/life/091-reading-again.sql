-- 6 an interpretation is approved, and one goes
UPDATE chart_interpretations SET version = version + 1, is_approved = 'approved', updated_at = now() AT TIME ZONE 'UTC'
WHERE chart_id = pg_temp.chart(pg_temp.someone());
DELETE FROM chart_interpretations WHERE id = (SELECT id FROM chart_interpretations WHERE chart_id = pg_temp.chart(pg_temp.someone()) ORDER BY id LIMIT 1);
