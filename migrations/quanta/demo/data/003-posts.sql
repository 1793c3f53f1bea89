-- Two posts for each user on average, a few users have most of them. Of 500 posts one is of a user who is gone, of 1,000
-- one is of nobody.
INSERT INTO posts (id, user_id, video_url, image_url, caption, hashtags, views_count, likes_count, comments_count, is_active,
                   metadata, created_at)
SELECT md5('post ' || :seed || ' ' || i)::uuid,
       CASE WHEN i % 1000 = 7 THEN NULL
            WHEN i % 500 = 3 THEN md5('gone ' || :seed || ' ' || d.whose % 50)::uuid
            ELSE md5('user ' || :seed || ' ' || 1 + (d.whose::bigint * d.whose / (4 * :users)) % :users)::uuid END,
       CASE WHEN d.kind % 2 = 0 THEN 'https://cdn.quanta.example/v/' || i || '.mp4' END,
       CASE WHEN d.kind % 2 = 1 THEN 'https://cdn.quanta.example/i/' || i || '.png' END,
       (ARRAY[NULL, '', 'Look what I made!', E'Line\nbreak', '表情 😀 ' || i])[1 + d.kind % 5],
       CASE WHEN d.kind < 3 THEN '{}' ELSE ARRAY['#AI', '#' || d.kind, 'with "quotes", comma'] END,
       d.likes * 7, d.likes, d.kind, d.kind <> 9,
       '{}', timestamptz '2024-05-01 00:00:00Z' + i * interval '10 seconds'
FROM generate_series(1, 2 * :users) AS i
CROSS JOIN LATERAL (SELECT pg_temp.dice(i, 21, 2 * :users) AS whose, pg_temp.dice(i, 22, 10) AS kind,
                           pg_temp.dice(i, 23, 500) AS likes) AS d;
