-- 10 a chart is calculated anew, by whichever version of the program
UPDATE charts SET chart_data = CASE pg_temp.n(4) WHEN 0 THEN jsonb '{}' WHEN 1 THEN jsonb '{"planets": [], "aspects": [{"orb": 0.00, "isApplying": null}]}'
         WHEN 2 THEN jsonb_build_object('planets', jsonb_build_object('sun', jsonb_build_object('longitude', pg_temp.n(36000) / 100.0))) ELSE jsonb '[]' END,
       calculation_params = CASE pg_temp.n(3) WHEN 0 THEN NULL WHEN 1 THEN jsonb '{}' ELSE jsonb '[]' END,
       last_viewed = now() AT TIME ZONE 'UTC', updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.chart(pg_temp.someone());
