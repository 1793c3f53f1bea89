-- TheProgram: what is one user's, and what all users share. README.md beside this file says why each decision was taken.
--
-- Every statement but the last joins down to the one row of users that :user_email names: no row of another user can
-- come through, whatever its own columns say.

INSERT INTO app_config (id, password_hash, created_at, updated_at)
SELECT 1, u.password_hash, u.created_at, u.updated_at
FROM users u
WHERE u.email = :user_email
ON CONFLICT (id) DO UPDATE;

INSERT INTO user_preferences (id, default_house_system, default_ayanamsa, default_zodiac, aspect_orbs, color_scheme,
                              displayed_points, updated_at)
SELECT 1, p.default_house_system, p.default_ayanamsa, p.default_zodiac, p.aspect_orbs, p.color_scheme,
       p.displayed_points, p.updated_at
FROM user_preferences p
JOIN users u ON u.id = p.user_id
WHERE u.email = :user_email
ON CONFLICT (id) DO UPDATE;

INSERT INTO clients (id, first_name, last_name, email, phone, notes, created_at, updated_at)
SELECT c.id, c.first_name, c.last_name, c.email, c.phone, c.notes, c.created_at, c.updated_at
FROM clients c
JOIN users u ON u.id = c.user_id
WHERE u.email = :user_email;

INSERT INTO birth_data (id, client_id, birth_date, birth_time, time_unknown, latitude, longitude, timezone, utc_offset,
                        city, state_province, country, rodden_rating, gender, created_at, updated_at)
SELECT b.id, b.client_id, b.birth_date, b.birth_time, b.time_unknown, b.latitude, b.longitude, b.timezone, b.utc_offset,
       b.city, b.state_province, b.country, b.rodden_rating, b.gender, b.created_at, b.updated_at
FROM birth_data b
JOIN clients c ON c.id = b.client_id
JOIN users u ON u.id = c.user_id
WHERE u.email = :user_email;

-- A chart belongs to its user, but its birth data and its client may be another's: then it stays behind.
INSERT INTO charts (id, client_id, birth_data_id, chart_name, chart_type, astro_system, house_system, ayanamsa,
                    zodiac_type, calculation_params, chart_data, last_viewed, created_at, updated_at)
SELECT h.id, h.client_id, h.birth_data_id, h.chart_name, h.chart_type, h.astro_system, h.house_system, h.ayanamsa,
       h.zodiac_type, h.calculation_params, h.chart_data, h.last_viewed, h.created_at, h.updated_at
FROM charts h
JOIN users u ON u.id = h.user_id
JOIN birth_data b ON b.id = h.birth_data_id
JOIN clients o ON o.id = b.client_id
LEFT JOIN clients c ON c.id = h.client_id
WHERE u.email = :user_email
  AND o.user_id = h.user_id
  AND (h.client_id IS NULL OR c.user_id = h.user_id);

-- What hangs on a chart goes where the chart goes, by the same conditions.
INSERT INTO chart_interpretations (id, chart_id, element_type, element_key, ai_description, ai_model, ai_prompt_version,
                                   version, is_approved, created_at, updated_at)
SELECT i.id, i.chart_id, i.element_type, i.element_key, i.ai_description, i.ai_model, i.ai_prompt_version,
       i.version, i.is_approved, i.created_at, i.updated_at
FROM chart_interpretations i
JOIN charts h ON h.id = i.chart_id
JOIN users u ON u.id = h.user_id
JOIN birth_data b ON b.id = h.birth_data_id
JOIN clients o ON o.id = b.client_id
LEFT JOIN clients c ON c.id = h.client_id
WHERE u.email = :user_email
  AND o.user_id = h.user_id
  AND (h.client_id IS NULL OR c.user_id = h.user_id);

INSERT INTO aspect_patterns (id, chart_id, pattern_type, planets_involved, description, created_at, updated_at)
SELECT a.id, a.chart_id, a.pattern_type, a.planets_involved, a.description, a.created_at, a.updated_at
FROM aspect_patterns a
JOIN charts h ON h.id = a.chart_id
JOIN users u ON u.id = h.user_id
JOIN birth_data b ON b.id = h.birth_data_id
JOIN clients o ON o.id = b.client_id
LEFT JOIN clients c ON c.id = h.client_id
WHERE u.email = :user_email
  AND o.user_id = h.user_id
  AND (h.client_id IS NULL OR c.user_id = h.user_id);

INSERT INTO transit_events (id, chart_id, event_date, transiting_planet, natal_planet, aspect_type, orb, is_applying,
                            created_at, updated_at)
SELECT t.id, t.chart_id, t.event_date, t.transiting_planet, t.natal_planet, t.aspect_type, t.orb, t.is_applying,
       t.created_at, t.updated_at
FROM transit_events t
JOIN charts h ON h.id = t.chart_id
JOIN users u ON u.id = h.user_id
JOIN birth_data b ON b.id = h.birth_data_id
JOIN clients o ON o.id = b.client_id
LEFT JOIN clients c ON c.id = h.client_id
WHERE u.email = :user_email
  AND o.user_id = h.user_id
  AND (h.client_id IS NULL OR c.user_id = h.user_id);

-- A note is its user's and about a client of the same user.
INSERT INTO session_notes (id, client_id, note_date, note_content, created_at, updated_at)
SELECT n.id, n.client_id, n.note_date, n.note_content, n.created_at, n.updated_at
FROM session_notes n
JOIN users u ON u.id = n.user_id
JOIN clients c ON c.id = n.client_id
WHERE u.email = :user_email AND c.user_id = n.user_id;

-- Nobody's interpretations are everybody's.
INSERT INTO interpretations (id, interpretation_type, key_identifier, tradition, text_content, source, is_user_custom,
                             created_at, updated_at)
SELECT i.id, i.interpretation_type, i.key_identifier, i.tradition, i.text_content, i.source, i.is_user_custom,
       i.created_at, i.updated_at
FROM interpretations i
LEFT JOIN users u ON u.id = i.user_id
WHERE i.user_id IS NULL OR u.email = :user_email;

-- Places of the world: no user's.
INSERT INTO location_cache (id, city_name, state_province, country, latitude, longitude, timezone, geonames_id,
                            created_at, updated_at)
SELECT l.id, l.city_name, l.state_province, l.country, l.latitude, l.longitude, l.timezone, l.geonames_id,
       l.created_at, l.updated_at
FROM location_cache l;
