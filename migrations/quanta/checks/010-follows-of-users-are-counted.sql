-- Users whose number of followed avatars is not what is counted
SELECT u.id, u.following_count
FROM users u
LEFT JOIN (SELECT user_id, count(*) AS many FROM avatar_follows GROUP BY user_id) f ON f.user_id = u.id
WHERE u.following_count <> COALESCE(f.many, 0);
