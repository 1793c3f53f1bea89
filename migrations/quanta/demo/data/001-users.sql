-- :users users. Names that many have, none at all, nothing but blanks; usernames of every kind of letter; counters that
-- nobody kept. The first twelve have a username of nothing but blanks.
CREATE FUNCTION pg_temp.dice(number bigint, purpose integer, sides integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
  'SELECT abs(hashint8extended(number * 64 + purpose, :seed) % sides)::integer';

INSERT INTO users (id, email, username, display_name, profile_image_url, role, first_name, last_name, bio,
                   onboarding_completed, followers_count, following_count, posts_count, metadata, created_at, updated_at)
SELECT md5('user ' || :seed || ' ' || i)::uuid,
       CASE WHEN d.role = 0 THEN 'ADMIN' ELSE 'person' END || i || '@Quanta.example',
       CASE WHEN i <= 12 THEN repeat(' ', (i - 1)::integer)
            ELSE (ARRAY['maker_', 'o''brien;--', 'Ünïcødé✨', '名前', '{"a":', '../../', E'tab\t', '<b>', '%s$1', 'a/b\c '])
                 [CASE WHEN d.name < 91 THEN 1 ELSE d.name - 89 END] || i END,
       CASE WHEN i <= 12 OR d.shown < 8 THEN (ARRAY[NULL, '', '   '])[1 + (i % 3)::integer]
            WHEN d.shown < 10 THEN ' Sam ' || d.first
            ELSE (ARRAY['Ada', 'Sam', 'Müller', 'Lín', 'Zoë', 'Name with "quotes"', '🎬 Studio'])[1 + d.first % 7]
                 || ' ' || d.last END,
       CASE WHEN d.shown % 4 > 0 THEN 'https://cdn.quanta.example/u/' || i || '.png' END,
       CASE WHEN d.role = 0 THEN 'admin' WHEN d.role < 300 THEN 'viewer' ELSE 'creator' END,
       CASE WHEN d.first % 3 > 0 THEN 'First' || d.first END,
       CASE WHEN d.last % 4 > 0 THEN 'Last' || d.last END,
       (ARRAY[NULL, '', E' ', E'Two\nlines, and 100 % mine', 'I make things.', 'Creator of worlds №' || i])[1 + d.bio],
       d.first % 2 = 0, d.shown, d.last, d.bio,
       CASE WHEN d.bio = 0 THEN '{}'::jsonb ELSE jsonb_build_object('theme', d.first, 'tags', ARRAY[d.name, d.last]) END,
       timestamptz '2024-01-01 00:00:00Z' + i * interval '1 minute',
       timestamptz '2024-06-01 00:00:00Z' + i * interval '1 minute 1 microsecond'
FROM generate_series(1, :users) AS i
CROSS JOIN LATERAL (SELECT pg_temp.dice(i, 1, 100) AS name, pg_temp.dice(i, 2, 100) AS shown, pg_temp.dice(i, 3, 60) AS first,
                           pg_temp.dice(i, 4, 90) AS last, pg_temp.dice(i, 5, 6) AS bio, pg_temp.dice(i, 6, 1000) AS role) AS d;
