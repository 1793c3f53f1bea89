-- 5 a city is looked up; another goes out of the cache
INSERT INTO location_cache (id, city_name, country, latitude, longitude, timezone, geonames_id, created_at, updated_at)
VALUES (pg_temp.fresh('place'), 'Wien', 'Österreich', 48.2083537, 16.3725042, 'Europe/Vienna', 1000000 + pg_temp.n(100000000),
        now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
ON CONFLICT (geonames_id) DO UPDATE SET city_name = 'Vienna';
DELETE FROM location_cache WHERE id = (SELECT id FROM location_cache WHERE id >= pg_temp.pick() ORDER BY id LIMIT 1);
