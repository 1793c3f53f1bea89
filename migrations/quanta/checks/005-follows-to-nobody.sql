-- Follows of an avatar, or by a user, that is not there
SELECT f.user_id, f.avatar_id
FROM avatar_follows f
WHERE NOT EXISTS (SELECT FROM avatars a WHERE a.id = f.avatar_id) OR NOT EXISTS (SELECT FROM users u WHERE u.id = f.user_id);
