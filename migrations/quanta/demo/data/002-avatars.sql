-- One user in ten has avatars, one in thirty has three, some made in the same instant; a few have no name.
INSERT INTO avatars (id, owner_user_id, name, bio, backstory, niche, personality_traits, avatar_image_url, voice_style,
                     personality_prompt, followers_count, likes_count, posts_count, engagement_rate, is_active,
                     allow_autonomous_posting, metadata, created_at, updated_at)
SELECT md5('avatar ' || :seed || ' ' || i || ' ' || n)::uuid, md5('user ' || :seed || ' ' || i)::uuid,
       CASE d.name WHEN 0 THEN '' WHEN 1 THEN '  ' ELSE 'Guru ' || d.name END,
       'Knows it all', CASE WHEN n = 2 THEN 'Born in a lab' END,
       (ARRAY['fashion', 'fitness', 'comedy', 'tech', 'music', 'art', 'cooking', 'travel', 'gaming', 'education',
              'lifestyle', 'business', 'other'])[1 + d.niche],
       CASE WHEN d.niche = 0 THEN '{}' ELSE ARRAY['bold', 'ein "Wort"', 'back\slash'] END,
       CASE WHEN d.niche % 2 = 0 THEN 'https://cdn.quanta.example/a/' || i || '.png' END,
       CASE WHEN d.niche % 3 = 0 THEN 'warm' END,
       'You are a guru.', 1250, 3420, 15, d.name / 10.0, d.niche <> 1, d.niche = 2,
       jsonb_build_object('made_by', 'hand'),
       timestamptz '2024-03-01 00:00:00Z' + i * interval '1 minute' - d.tie * n * interval '1 hour',
       timestamptz '2024-03-02 00:00:00Z' + i * interval '1 minute'
FROM generate_series(10, :users, 10) AS i
CROSS JOIN LATERAL generate_series(1, CASE WHEN i % 30 = 0 THEN 3 ELSE 1 END) AS n
CROSS JOIN LATERAL (SELECT pg_temp.dice(i * 4 + n, 11, 40) AS name, pg_temp.dice(i * 4 + n, 12, 13) AS niche,
                           pg_temp.dice(i, 13, 2) AS tie) AS d;

-- Half of those users act as one of them; a few as another user's. Not stamped: the same seed makes the same rows.
ALTER TABLE users DISABLE TRIGGER users_updated_at;

UPDATE users u
SET active_avatar_id = md5('avatar ' || :seed || ' ' || CASE WHEN i % 400 = 0 THEN 10 ELSE i END || ' 1')::uuid
FROM generate_series(20, :users, 20) AS i
WHERE u.id = md5('user ' || :seed || ' ' || i)::uuid;

UPDATE users u
SET active_avatar_id = md5('avatar ' || :seed || ' ' || i || ' 3')::uuid
FROM generate_series(30, :users, 90) AS i
WHERE u.id = md5('user ' || :seed || ' ' || i)::uuid;

ALTER TABLE users ENABLE TRIGGER users_updated_at;
