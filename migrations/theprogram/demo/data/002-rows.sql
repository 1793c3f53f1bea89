-- Users and clients by the settings demo.users and demo.clients (of each user); everything else follows from them.
INSERT INTO users (id, email, password_hash, full_name, business_name, is_active, is_verified, is_superuser,
                   subscription_tier, last_login, created_at, updated_at)
SELECT pg_temp.id('user', i), 'user.' || i || '@example.com', '$2b$12$' || md5(pg_temp.id('hash', i)::text),
       CASE WHEN i % 7 <> 0 THEN pg_temp.one_of('name', i, 'Ada', 'Zoë', 'Łukasz', '本田', 'Ünal') END,
       CASE WHEN i % 3 = 0 THEN 'Praxis ' || i END, i % 11 <> 0, i % 2 = 0, i = 2,
       pg_temp.one_of('tier', i, 'free', 'pro', 'studio'),
       CASE WHEN i % 5 <> 0 THEN pg_temp.moment('login', i) END, pg_temp.moment('user', i), pg_temp.moment('user', i)
FROM generate_series(1, current_setting('demo.users')::bigint) i;

-- One user in ten never opened the preferences.
INSERT INTO user_preferences (id, user_id, default_house_system, default_ayanamsa, default_zodiac, aspect_orbs,
                              color_scheme, displayed_points, updated_at)
SELECT pg_temp.id('preferences', i), pg_temp.id('user', i), pg_temp.one_of('houses', i, 'placidus', 'koch', 'whole_sign'),
       'lahiri', 'tropical',
       CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN jsonb '{}' ELSE jsonb_build_object('trine', 8, 'square', 0.00) END,
       pg_temp.one_of('colour', i, 'light', 'dark'),
       CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN jsonb '[]' ELSE jsonb '["sun", "moon", "⚷"]' END,
       CASE WHEN i % 2 = 0 THEN pg_temp.moment('preferences', i) END
FROM generate_series(1, current_setting('demo.users')::bigint) i
WHERE i % 10 <> 0;

-- Client i belongs to user 1 + (i - 1) / clients.
INSERT INTO clients (id, user_id, first_name, last_name, email, phone, notes, created_at, updated_at)
SELECT pg_temp.id('client', i), pg_temp.id('user', 1 + (i - 1) / current_setting('demo.clients')::bigint),
       CASE WHEN pg_temp.dice('first', i, 9) > 0 THEN pg_temp.one_of('first', i, 'Jörg', 'Αθηνά', 'Мария', 'Nguyễn', '李', 'O''Neill', '👩🏽‍🚀') END,
       CASE WHEN pg_temp.dice('last', i, 9) > 0 THEN pg_temp.one_of('last', i, 'Strauß', 'D''Árbo', 'van der Berg', 'Šimůnek') END,
       CASE WHEN i % 4 <> 0 THEN 'client.' || i || '@example.org' END,
       CASE WHEN i % 3 = 0 THEN '+43 1 ' || pg_temp.dice('phone', i, 10000000) END,
       CASE i % 6 WHEN 0 THEN '' WHEN 1 THEN E'two\nlines\tand a \\ backslash' WHEN 2 THEN 'of user '
         || (1 + (i - 1) / current_setting('demo.clients')::bigint) END,
       pg_temp.moment('client', i), pg_temp.moment('client touched', i)
FROM generate_series(1, current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) i;

-- One client in seven has none.
INSERT INTO birth_data (id, client_id, birth_date, birth_time, time_unknown, latitude, longitude, timezone, utc_offset,
                        city, state_province, country, rodden_rating, gender, created_at, updated_at)
SELECT pg_temp.id('birth', i), pg_temp.id('client', i), date '1930-01-01' + pg_temp.dice('born', i, 30000)::int,
       CASE WHEN i % 5 <> 0 THEN time '00:00' + make_interval(secs => pg_temp.dice('hour', i, 86400)) END, i % 5 = 0,
       (pg_temp.dice('latitude', i, 1800000000) - 900000000) / 10000000.0,
       (pg_temp.dice('longitude', i, 3600000000) - 1800000000) / 10000000.0,
       pg_temp.one_of('zone', i, 'Europe/Vienna', 'Asia/Tokyo', 'America/Sao_Paulo'),
       CASE WHEN i % 8 <> 0 THEN pg_temp.dice('offset', i, 27)::int * 60 - 720 END,
       pg_temp.one_of('city', i, 'Wien', 'Tōkyō', 'São Paulo'), CASE WHEN i % 2 = 0 THEN 'Wien' END, 'Österreich',
       CASE WHEN i % 4 = 0 THEN 'AA' END, CASE WHEN i % 3 = 0 THEN 'nichtbinär' END,
       pg_temp.moment('birth', i), pg_temp.moment('birth', i)
FROM generate_series(1, current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) i
WHERE i % 7 <> 0;

-- One chart in 29 stands over the birth data of another user's client, one in 31 names another user's client.
INSERT INTO charts (id, user_id, client_id, birth_data_id, chart_name, chart_type, astro_system, house_system, ayanamsa,
                    zodiac_type, calculation_params, chart_data, last_viewed, created_at, updated_at)
SELECT pg_temp.id('chart', c.i), pg_temp.id('user', 1 + (c.i - 1) / c.each),
       CASE WHEN c.i % 31 = 0 THEN pg_temp.id('client', c.other) WHEN c.i % 9 <> 0 THEN pg_temp.id('client', c.i) END,
       pg_temp.id('birth', CASE WHEN c.i % 29 = 0 THEN coalesce(c.other, c.i) ELSE c.i END),
       CASE WHEN c.i % 6 <> 0 THEN 'Nativity of ' || c.i END, pg_temp.one_of('chart', c.i, 'natal', 'solar_return'),
       pg_temp.one_of('system', c.i, 'western', 'vedic'), CASE WHEN c.i % 4 <> 0 THEN 'placidus' END,
       CASE WHEN c.i % 2 = 0 THEN 'lahiri' END, 'tropical',
       CASE c.i % 4 WHEN 0 THEN NULL WHEN 1 THEN jsonb '{}' ELSE jsonb '{"include": [], "node": null}' END,
       pg_temp.chart(c.i), CASE WHEN c.i % 3 = 0 THEN pg_temp.moment('viewed', c.i) END,
       pg_temp.moment('chart', c.i), pg_temp.moment('chart', c.i)
FROM (SELECT g.i, current_setting('demo.clients')::bigint AS each,
             -- the same place among another user's clients, and one with birth data
             (SELECT f.i FROM generate_series(1, 7) AS step,
                     LATERAL (SELECT 1 + (g.i - 1 + step * current_setting('demo.clients')::bigint + step)
                       % (current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) AS i) f
              WHERE f.i % 7 <> 0 AND (f.i - 1) / current_setting('demo.clients')::bigint
                <> (g.i - 1) / current_setting('demo.clients')::bigint
              ORDER BY step LIMIT 1) AS other
      FROM generate_series(1, current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) AS g(i)
      WHERE g.i % 7 <> 0) c;

INSERT INTO chart_interpretations (id, chart_id, element_type, element_key, ai_description, ai_model, ai_prompt_version,
                                   version, is_approved, created_at, updated_at)
SELECT pg_temp.id('reading', i * 10 + k), pg_temp.id('chart', i), pg_temp.one_of('element', i * 10 + k, 'aspect', 'planet', 'house'),
       pg_temp.one_of('key', i * 10 + k, 'sun_trine_moon', 'moon', 'house_7'),
       'Reading ' || k || ' of chart ' || i || ': ' || repeat('über ☉ ', pg_temp.dice('length', i * 10 + k, 20)::int),
       CASE WHEN k = 1 THEN 'astro-1' END, CASE WHEN k = 2 THEN 'v2' END, 1 + k % 2,
       pg_temp.one_of('approved', i * 10 + k, 'pending', 'approved', 'rejected'),
       pg_temp.moment('reading', i * 10 + k), pg_temp.moment('reading', i * 10 + k)
FROM generate_series(1, current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) i
CROSS JOIN generate_series(1, 3) k
WHERE i % 7 <> 0 AND i % 5 < 3;

INSERT INTO aspect_patterns (id, chart_id, pattern_type, planets_involved, description, created_at, updated_at)
SELECT pg_temp.id('pattern', i), pg_temp.id('chart', i), pg_temp.one_of('pattern', i, 'grand_trine', 't_square', 'yod'),
       CASE WHEN i % 4 = 0 THEN jsonb '[]' ELSE jsonb '["sun", "moon", "mars"]' END,
       CASE WHEN i % 2 = 0 THEN 'seen in chart ' || i END, pg_temp.moment('pattern', i), pg_temp.moment('pattern', i)
FROM generate_series(1, current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) i
WHERE i % 7 <> 0 AND i % 2 = 0;

-- Applying, separating and not known are three things; an orb of 0.00 is exact, none is not known.
INSERT INTO transit_events (id, chart_id, event_date, transiting_planet, natal_planet, aspect_type, orb, is_applying,
                            created_at, updated_at)
SELECT pg_temp.id('transit', i * 10 + k), pg_temp.id('chart', i), date '2025-01-01' + pg_temp.dice('event', i * 10 + k, 400)::int,
       'saturn', 'sun', 'conjunction', CASE (i + k) % 4 WHEN 0 THEN 0.00 WHEN 1 THEN NULL ELSE pg_temp.dice('orb', i, 1000) / 100.0 END,
       CASE (i + k) % 3 WHEN 0 THEN NULL WHEN 1 THEN false ELSE true END,
       pg_temp.moment('transit', i * 10 + k), pg_temp.moment('transit', i * 10 + k)
FROM generate_series(1, current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint) i
CROSS JOIN generate_series(1, 2) k
WHERE i % 7 <> 0 AND i % 3 <> 0;

-- One note in 23 has no text; one in 37 is about another user's client.
INSERT INTO session_notes (id, client_id, user_id, note_date, note_content, created_at, updated_at)
SELECT pg_temp.id('note', i),
       pg_temp.id('client', CASE WHEN i % 37 = 0 THEN 1 + (i - 1 + c.each) % c.total ELSE i END),
       pg_temp.id('user', 1 + (i - 1) / c.each), date '2025-01-01' + pg_temp.dice('note', i, 400)::int,
       CASE WHEN i % 23 <> 0 THEN 'Note ' || i || E' – „besprochen“\n' END,
       pg_temp.moment('note', i), pg_temp.moment('note', i)
FROM (SELECT current_setting('demo.clients')::bigint AS each,
             current_setting('demo.users')::bigint * current_setting('demo.clients')::bigint AS total) c
CROSS JOIN generate_series(1, c.total) i;

-- Every third is shared by all; the others are some user's own.
INSERT INTO interpretations (id, interpretation_type, key_identifier, tradition, text_content, source, is_user_custom,
                             user_id, created_at, updated_at)
SELECT pg_temp.id('interpretation', i), pg_temp.one_of('type', i, 'planet_in_sign', 'aspect'), 'key_' || i % 97,
       CASE WHEN i % 2 = 0 THEN 'western' END, 'Interpretation ' || i || ' – ♄ in ♑', CASE WHEN i % 5 = 0 THEN 'Lilly, 1647' END,
       i % 3 <> 0, CASE WHEN i % 3 <> 0 THEN pg_temp.id('user', 1 + i % current_setting('demo.users')::bigint) END,
       pg_temp.moment('interpretation', i), pg_temp.moment('interpretation', i)
FROM generate_series(1, current_setting('demo.users')::bigint * 10) i;

-- The same city more than once, with and without its number.
INSERT INTO location_cache (id, city_name, state_province, country, latitude, longitude, timezone, geonames_id, created_at, updated_at)
SELECT pg_temp.id('place', i), pg_temp.one_of('place', i, 'Wien', 'Tōkyō', 'Reykjavík', 'Ōsaka'), CASE WHEN i % 2 = 0 THEN 'Wien' END,
       'Österreich', 48.2083537, 16.3725042, 'Europe/Vienna', CASE WHEN i % 3 <> 0 THEN i END,
       pg_temp.moment('place', i), pg_temp.moment('place', i)
FROM generate_series(1, current_setting('demo.users')::bigint * 5) i;
