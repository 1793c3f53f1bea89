-- Three follows for each user on average. Some follow themselves, some follow twice, some follow or followed as a user who
-- is gone.
INSERT INTO follows (id, follower_user_id, followed_user_id, created_at)
SELECT md5('follow ' || :seed || ' ' || i)::uuid,
       CASE WHEN i % 700 = 5 THEN md5('gone ' || :seed || ' ' || d.who % 50)::uuid
            WHEN i % 90 = 1 THEN md5('user ' || :seed || ' ' || 1)::uuid
            ELSE md5('user ' || :seed || ' ' || 1 + d.who)::uuid END,
       CASE WHEN i % 800 = 6 THEN md5('gone ' || :seed || ' ' || d.whom % 50)::uuid
            WHEN i % 300 = 2 THEN md5('user ' || :seed || ' ' || 1 + d.who)::uuid
            WHEN i % 90 = 1 THEN md5('user ' || :seed || ' ' || 1 + d.whom % 40)::uuid
            ELSE md5('user ' || :seed || ' ' || 1 + (d.whom::bigint * d.whom / (2 * :users)) % :users)::uuid END,
       timestamptz '2024-05-01 00:00:00Z' + d.age * interval '1 second'
FROM generate_series(1, 3 * :users) AS i
CROSS JOIN LATERAL (SELECT pg_temp.dice(i, 31, :users) AS who, pg_temp.dice(i, 32, :users) AS whom,
                           pg_temp.dice(i, 33, 5000000) AS age) AS d;
