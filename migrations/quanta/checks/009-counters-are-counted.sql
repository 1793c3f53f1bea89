-- Avatars whose counters are not what is counted
SELECT a.id, a.posts_count, a.likes_count, a.followers_count
FROM avatars a
LEFT JOIN (SELECT avatar_id, count(*) AS many, sum(likes_count) AS likes FROM posts GROUP BY avatar_id) p ON p.avatar_id = a.id
LEFT JOIN (SELECT avatar_id, count(*) AS many FROM avatar_follows GROUP BY avatar_id) f ON f.avatar_id = a.id
WHERE a.posts_count <> COALESCE(p.many, 0)
   OR a.likes_count <> COALESCE(p.likes, 0)
   OR a.followers_count <> COALESCE(f.many, 0);
