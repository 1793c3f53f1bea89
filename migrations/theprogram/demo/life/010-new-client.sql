-- 12 a client comes, with birth data and a chart
INSERT INTO clients (id, user_id, first_name, last_name, notes, created_at, updated_at)
VALUES (pg_temp.fresh('client'), pg_temp.someone(), 'Nová ' || pg_temp.n(1000), NULL, '', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC');
INSERT INTO birth_data (id, client_id, birth_date, birth_time, time_unknown, latitude, longitude, timezone, created_at, updated_at)
VALUES (pg_temp.fresh('birth'), pg_temp.fresh('client'), date '1960-01-01' + pg_temp.n(20000)::int, NULL, true, 0, -0.0000001, 'UTC',
        now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC');
INSERT INTO charts (id, user_id, client_id, birth_data_id, chart_type, astro_system, chart_data, created_at, updated_at)
VALUES (pg_temp.fresh('chart'), pg_temp.someone(), pg_temp.fresh('client'), pg_temp.fresh('birth'), 'natal', 'western',
        '{"aspects": [], "planets": [{"name": "Sun", "isRetrograde": false}]}', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC');
