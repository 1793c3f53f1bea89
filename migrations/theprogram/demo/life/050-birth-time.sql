-- 8 a birth time becomes known, or turns out not to be
UPDATE birth_data SET birth_time = CASE pg_temp.n(2) WHEN 0 THEN NULL ELSE time '00:00' + make_interval(secs => pg_temp.n(86400)) END,
       time_unknown = pg_temp.n(2) = 0, latitude = (pg_temp.n(1800000000) - 900000000) / 10000000.0, updated_at = now() AT TIME ZONE 'UTC'
WHERE client_id = pg_temp.client(pg_temp.someone());
